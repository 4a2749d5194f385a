"""The entries of the catalogue by their ids, as they come with us."""

from studio.catalogue.entry import parse
from studio.services import catalogue

ENTRIES = {each["model"]: parse(each) for each in catalogue.entries()}
