# shells: ash
set -o
