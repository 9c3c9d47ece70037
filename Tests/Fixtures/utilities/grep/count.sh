cat > app.log <<'END'
10:00 INFO start
10:01 WARN disk 91%
10:02 ERROR disk full
10:03 INFO retry
10:04 ERROR disk full
10:05 INFO done
END
grep -c INFO app.log
