"""The rules of the body: values in, a verdict or a RuleBroken out; the standard library only, and never the clock."""
