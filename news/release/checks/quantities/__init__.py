"""What a text counts, dates and times, read out of Chinese and English, and compared."""
