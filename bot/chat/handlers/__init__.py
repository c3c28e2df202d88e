"""One file per noun: each handler reads what was pressed or written and asks the desk for one act."""
