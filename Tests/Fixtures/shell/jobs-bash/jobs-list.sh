# shells: bash
sleep 0.3 & jobs; jobs -r | wc -l; wait; jobs
