"""What can be wrong with a text or its translation: pure functions, one small file for each check, no database.

A check takes texts and gives findings. None of them changes anything, and none of them decides: an officer does.
"""
