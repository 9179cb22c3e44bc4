"""The demonstration: a real crisis re-told by invented outlets, served as feeds and replayed at speed."""
