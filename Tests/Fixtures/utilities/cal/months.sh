# shells: busybox
cal 2 2020
cal 1 2021
cal -m 9 2023
cal 2024
