import CMalloc
import Glibc

/// Nanoseconds of a clock that only goes forward.
func nanoseconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
}

/// Nanoseconds that `body` takes for each of its `count` operations: the median of `rounds`.
func measure(_ count: Int, rounds: Int = 5, _ body: () throws -> Void) rethrows -> Double {
    var times: [Double] = []
    for _ in 0..<rounds {
        let start = nanoseconds()
        try body()
        times.append((nanoseconds() - start) / Double(count))
    }
    return times.sorted()[rounds / 2]
}

/// Bytes in use on the heap, mapped blocks included; what the allocator keeps free is not counted.
func heapBytes() -> Int {
    let info = mallinfo2()
    return Int(info.uordblks) + Int(info.hblkhd)
}

/// Bytes of memory that the process holds in pages, as the kernel counts them.
func residentBytes() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    guard fgets(&line, 256, file) != nil else { return 0 }
    let words = line.prefix { $0 != 0 }.split(separator: 32)
    let pages = words.count > 1 ? words[1].reduce(0) { $0 * 10 + Int($1 - 48) } : 0
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
}

/// One measured figure: printed as a line that `run.py` reads.
func report(_ name: String, _ value: Double, _ unit: String, wanted: Double? = nil) {
    let rounded = (value * 1000).rounded() / 1000
    print("\(name)\t\(rounded)\t\(unit)\t\(wanted.map { "\($0)" } ?? "-")")
    fflush(nil)
}

/// Keeps a value from being optimised away.
@inline(never)
func use<Value>(_ value: Value) {}
