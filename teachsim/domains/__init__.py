"""What can be taught: items, how they are solved rightly and wrongly, and how answers are judged.

A domain knows nothing of minds, turns or words in a dialogue. It says what a holder of given
misconceptions answers, which steps lead there, on which items a misconception shows, and how a
student could find out that an answer is wrong without the procedure in question.
"""
