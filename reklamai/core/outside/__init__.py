"""Everything that leaves this machine for an address we did not choose ourselves goes through here."""
