"""Knowledge tracing: what a log of right and wrong answers says about what students know.

`rows` is the table; `csvtable` and `recorded` read it from files of answers and from transcripts. The
models are `bkt` with `bktfit`, `factors` (AFM and PFA, on `logistic`) and `psikt` with `psiktfit`; `curves`
has the learning curves; `fitted` and `report` say what a model makes of one table. Which misconception
stands behind an answer is left to diagnosis: here an answer is right or wrong.
"""
