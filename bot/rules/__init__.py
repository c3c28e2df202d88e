"""The rules of the body: values in, a verdict or a RuleBroken out; standard library only, never the clock."""
