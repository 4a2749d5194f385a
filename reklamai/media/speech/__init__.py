"""Speech of our own: words to sound with the time of every word, and the times of words in anybody's recording.

The doors are `voices.voices`, `speak.speak` and `align.align`; web processes import `voices` alone, which is light.
"""
