"""Three versions of a notebook merged: what each side did, what both did, and what a person has to decide."""
