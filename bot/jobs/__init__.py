"""The clock: what happens because time passes, one file per job."""
