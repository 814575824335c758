"""taoxi inside others' pipelines: each module adapts to one of them and knows nothing of cleaning."""
