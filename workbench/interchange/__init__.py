"""Other formats: one module a format, found by walking the package; offset units are converted here and nowhere else."""
