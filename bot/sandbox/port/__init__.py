"""A Port of its own: blueprints, and the entities that are kept in them."""
