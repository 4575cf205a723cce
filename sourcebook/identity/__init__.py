"""Who is who: which entries of different sources speak of one group or person, and what people have judged."""
