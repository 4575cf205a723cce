"""What a text claims, held against the record: claim by claim, with the evidence for and against.

Silence is never contradiction: a claim is contradicted only where the record closes the question.
"""
