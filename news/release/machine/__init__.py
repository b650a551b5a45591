"""Translating with help: what was approved before, and what an engine says; both marked until a person has confirmed them."""
