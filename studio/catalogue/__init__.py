"""What can be made by whom, as data: form, checks, price, request and API schema are all derived from an entry."""
