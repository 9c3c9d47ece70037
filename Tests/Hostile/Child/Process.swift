#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What this process knows of itself.
enum Process {
    /// Bounds it, so that what goes wrong ends it and not the machine.
    static func survive() {
        bound(RLIMIT_AS, 6 << 30)
        bound(RLIMIT_CORE, 0)
    }

    /// Ends the process by a signal when it has taken so much time of the processor.
    static func endAfter(seconds: Int) { bound(RLIMIT_CPU, UInt64(seconds) + UInt64(time)) }

    #if canImport(Darwin)
        private static func bound(_ resource: Int32, _ most: UInt64) {
            var limit = rlimit(rlim_cur: most, rlim_max: most)
            setrlimit(resource, &limit)
        }
    #else
        private static func bound(_ resource: __rlimit_resource, _ most: UInt64) {
            var limit = rlimit(rlim_cur: rlim_t(most), rlim_max: rlim_t(most))
            setrlimit(__rlimit_resource_t(resource.rawValue), &limit)
        }
    #endif

    /// Writes a line at once: it may be the last.
    static func say(_ text: String) {
        let line = Array((text + "\n").utf8)
        var done = 0
        while done < line.count {
            let count = line[done...].withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
            if count <= 0 { return }
            done += count
        }
    }

    /// Says what was wrong and ends.
    static func end(_ problems: [String]) -> Never {
        for problem in problems { say(problem) }
        exit(problems.isEmpty ? 0 : 1)
    }

    /// Seconds of the processor that it has taken: no other process has a part in them.
    static var time: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// The most memory that was resident at one time, in bytes.
    static var peakMemory: Int {
        // `ru_maxrss` counts what its parent held when it was started.
        let lines = text(of: "/proc/self/status")?.split(separator: "\n") ?? []
        if let line = lines.first(where: { $0.hasPrefix("VmHWM:") }),
            let kilobytes = line.split(whereSeparator: { !$0.isNumber }).first.flatMap({ Int($0) })
        {
            return kilobytes << 10
        }
        #if canImport(Darwin)
            var usage = rusage()
            getrusage(RUSAGE_SELF, &usage)
            return usage.ru_maxrss
        #else
            return 0
        #endif
    }

    /// Has `peakMemory` begin at what is resident now, where the system can do that.
    static func forgetPeak() {
        guard let file = fopen("/proc/self/clear_refs", "w") else { return }
        fputs("5", file)
        fclose(file)
    }

    /// The text of a file.
    static func text(of path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private final class Work {
        let body: () -> Void
        init(_ body: @escaping () -> Void) { self.body = body }
    }

    /// Calls `body` on a thread with a stack of so many bytes, and waits for its end.
    static func onThread(stack: Int, _ body: @escaping () -> Void) {
        let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
        defer { attributes.deallocate() }
        pthread_attr_init(attributes)
        pthread_attr_setstacksize(attributes, stack)
        let work = Unmanaged.passRetained(Work(body)).toOpaque()
        #if canImport(Darwin)
            var thread: pthread_t?
        #else
            var thread = pthread_t()
        #endif
        let status = pthread_create(
            &thread, attributes,
            { context in
                #if canImport(Darwin)
                    Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
                #else
                    if let context {
                        Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
                    }
                #endif
                return nil
            }, work)
        guard status == 0 else { end(["no thread with a stack of \(stack) bytes"]) }
        #if canImport(Darwin)
            if let thread { pthread_join(thread, nil) }
        #else
            pthread_join(thread, nil)
        #endif
    }
}
