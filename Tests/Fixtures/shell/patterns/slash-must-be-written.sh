mkdir -p d/e; touch d/f d/e/g
echo */* d*f d?f */*/* d[/]f
