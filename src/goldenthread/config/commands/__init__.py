"""The operator's commands: one module for each, registered by `goldenthread.config.cli` because it is here."""
