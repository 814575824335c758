"""The page that shows what a run did, made out of its sums and a sample of its documents."""
