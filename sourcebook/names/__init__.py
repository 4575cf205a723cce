"""What a name is, and how two names compare: pure functions over text in any script.

`batches` compares many at once; it is imported by itself, because it needs numpy and a question does not.

>>> search_key("DROUKDEL, Abdelmalek") == search_key("Abdelmalek Droukdel")
True
>>> compare("Abdelmalek Droukdel", "عبد المالك دروكدال").meetings[0].how
'phonetic'
"""

from sourcebook.names.comparison import Comparison, Meeting, compare, compare_forms
from sourcebook.names.forms import NameForms, Token, forms
from sourcebook.names.keys import block_keys, search_key, search_keys
from sourcebook.names.scripts import script, scripts
from sourcebook.names.words import words

__all__ = [
    "Comparison", "Meeting", "NameForms", "Token", "block_keys", "compare", "compare_forms", "forms",
    "script", "scripts", "search_key", "search_keys", "words",
]  # fmt: skip
