"""A made-up SEN2 return that behaves like a real one: plainly fictional children, calibrated to published totals.

Pure numpy and pyarrow: nothing here knows of Django. `calibration` says which totals, `plans` who has a plan and where,
`requests` how each came about, `reviews` what is reviewed when, `returns` what one January's return says of them all,
`layouts` the four forms in which it is sent, `faults` what may be wrong with it.
"""
