"""Many documents: walk, read, divide, clean, write, resume. The only rooms that touch a disk."""
