#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The memory that the machine, the cgroups that the process is in, and its own limits leave it.
enum AvailableMemory {
    /// What a script may hold unless somebody says otherwise: the rest is for the process itself and
    /// for what is copied while it is held.
    static var standardLimit: Int { max(16 << 20, bytes / 4 * 3) }

    /// The least of all that bounds it.
    static var bytes: Int {
        let group = groupLimit(membership: text(of: "/proc/self/cgroup") ?? "", text)
        return [physical, group, addressSpace].compactMap(\.self).min() ?? 1 << 34
    }

    private static var physical: Int? {
        let (pages, size) = (sysconf(Int32(_SC_PHYS_PAGES)), sysconf(Int32(_SC_PAGESIZE)))
        return pages > 0 && size > 0 ? pages * size : nil
    }

    /// What `ulimit -v` leaves.
    private static var addressSpace: Int? {
        var limit = rlimit()
        #if canImport(Glibc)
            let resource = __rlimit_resource_t(RLIMIT_AS.rawValue)
        #else
            let resource = RLIMIT_AS
        #endif
        guard getrlimit(resource, &limit) == 0, limit.rlim_cur < 1 << 60 else { return nil }
        let pages = text(of: "/proc/self/statm")?.split(separator: " ").first.flatMap { Int($0) }
        return max(0, Int(limit.rlim_cur) - (pages ?? 0) * sysconf(Int32(_SC_PAGESIZE)))
    }

    /// The least limit of the cgroups that a process is in, and of those around them.
    ///
    /// `membership` is the text of `/proc/self/cgroup`, with a line for each hierarchy:
    ///
    ///     0::/user.slice/x          →  /sys/fs/cgroup/user.slice/x/memory.max, …, /memory.max
    ///     4:memory:/docker/7f3a     →  /sys/fs/cgroup/memory/docker/7f3a/memory.limit_in_bytes, …
    ///
    /// Inside a container a path may be the one outside of it: then the walk up ends at what is there.
    static func groupLimit(membership: String, _ text: (_ path: String) -> String?) -> Int? {
        var least: Int?
        for line in membership.split(separator: "\n") {
            let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3 else { continue }
            let (root, file): (String, String)
            if fields[1].isEmpty {
                (root, file) = ("/sys/fs/cgroup", "memory.max")
            } else if fields[1].split(separator: ",").contains("memory") {
                (root, file) = ("/sys/fs/cgroup/memory", "memory.limit_in_bytes")
            } else {
                continue
            }
            var names = fields[2].split(separator: "/").filter { $0 != ".." }
            while true {
                let path = ([root] + names.map(String.init) + [file]).joined(separator: "/")
                // "max", and what version 1 has for it, bound nothing.
                let digits = (text(path) ?? "").prefix { $0.isASCII && $0.isNumber }
                if let limit = Int(digits), limit < 1 << 60 { least = min(least ?? limit, limit) }
                if names.popLast() == nil { break }
            }
        }
        return least
    }

    private static func text(of path: String) -> String? {
        guard let file = fopen(path, "re") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 14)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}
