# shells: bash
printf '%s' $'\cA\cz\c?' $'\c['
