"""Questions, mechanisms and tools that the documents list."""
