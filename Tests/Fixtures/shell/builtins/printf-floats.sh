printf '%f %.2f %e %g %G\n' 1.5 2.345 12345.678 0.0001 1e10; printf '%5.1f|%-8.2f|%08.3f\n' 3.14159 3.14159 3.14159; printf '%f\n' abc 2>/dev/null; echo $?
