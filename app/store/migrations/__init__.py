"""Migrations by Alembic, from each released schema to the next. They import nothing of ours: models move on."""
