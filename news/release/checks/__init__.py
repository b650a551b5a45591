"""What can be wrong with a text or its translation: pure functions, one small file for each check, no database.

A check takes texts and gives findings. None of them changes anything, and none of them decides: an officer does. `comparing`
lists those between the languages, `one_text` those of a text by itself; what neither names is what they are made of.
"""
