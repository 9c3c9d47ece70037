internal import LayFiles
import LayShell

/// What programs are told of the machine that a container runs on.
enum Machine {
    /// The kernel that Lay models.
    static let kernel = "Linux"
    /// Its release.
    static let release = "6.1.0"
    /// Its build, which says nothing.
    static let version = "#1 SMP"
    /// How many processors there are, the same everywhere.
    static let processors = 1

    /// The hardware, told by the first program of the container that is a binary; x86_64 else.
    static func hardware(_ context: ProgramContext) -> String {
        let places: [TreePath] = [
            "/bin/sh", "/usr/bin/env", "/bin/busybox", "/lib/ld-musl-aarch64.so.1",
            "/lib/ld-linux-aarch64.so.1",
        ]
        for place in places {
            guard let entry = try? context.files.entry(at: place, follow: true),
                case .file(let contents) = entry.node.body,
                let head = try? contents.bytes(in: 0..<min(20, contents.count)),
                head.count == 20, head.starts(with: [0x7f, 0x45, 0x4c, 0x46])
            else { continue }
            switch head[18] {
            case 0xb7: return "aarch64"
            case 0x28: return "armv7l"
            case 0xf3: return "riscv64"
            case 0x15: return "ppc64le"
            case 0x16: return "s390x"
            case 0x03: return "i686"
            default: return "x86_64"
            }
        }
        return "x86_64"
    }
}

extension Utilities {
    static let unameUtility = Utility(
        "uname", "print information on the system", usage: "[OPTION]...",
        [
            UtilityOption("-a, --all", "all of it"),
            UtilityOption("-s, --kernel-name, --sysname", "the kernel's name"),
            UtilityOption("-n, --nodename", "the machine's name"),
            UtilityOption("-r, --kernel-release, --release", "the kernel's release"),
            UtilityOption("-v, --kernel-version", "the kernel's build"),
            UtilityOption("-m, --machine", "the hardware"),
            UtilityOption("-p, --processor", "the processor"),
            UtilityOption("-i, --hardware-platform", "the platform"),
            UtilityOption("-o, --operating-system", "the operating system"),
        ]
    ) { call in
        try call.allowOperands(0)
        let hardware = Machine.hardware(call.context)
        let all = call.has("a")
        var parts: [String] = []
        func add(_ key: String, _ value: String, inAll: Bool = true) {
            if call.has(key) || all && inAll { parts.append(value) }
        }
        add("s", Machine.kernel)
        add("n", call.context.hostname)
        add("r", Machine.release)
        add("v", Machine.version)
        add("m", hardware)
        // Nobody knows these, so that -a leaves them out.
        add("p", "unknown", inAll: false)
        add("i", "unknown", inAll: false)
        add("o", "GNU/Linux")
        if parts.isEmpty { parts = [Machine.kernel] }
        try call.write(parts.joined(separator: " ") + "\n")
        return 0
    }

    static let archUtility = Utility("arch", "print the hardware's name", usage: "") { call in
        try call.allowOperands(0)
        try call.write(Machine.hardware(call.context) + "\n")
        return 0
    }

    static let nprocUtility = Utility(
        "nproc", "print how many processors there are", usage: "[OPTION]...",
        [
            UtilityOption("--all", "also those that the process may not use"),
            UtilityOption("--ignore=N", "leave out N of them"),
        ]
    ) { call in
        if call.manner == .gnu { try call.allowOperands(0) }
        var count = Machine.processors
        if !call.has("all"), call.manner == .gnu {
            let limit = call.context["OMP_THREAD_LIMIT"].flatMap { Int($0) } ?? Int.max
            let wanted = call.context["OMP_NUM_THREADS"].flatMap { text in
                text.split(separator: ",").first.flatMap { Int($0) }
            }
            if let wanted, wanted > 0 { count = wanted }
            if limit > 0 { count = min(count, limit) }
        }
        if let value = call.options.value("ignore") {
            guard let ignored = UInt32(call.text(value)) else {
                throw UtilityFailure("invalid number: \(call.quoted(value))")
            }
            count = max(1, count - Int(min(ignored, 1 << 20)))
        }
        try call.write("\(count)\n")
        return 0
    }

    static let hostnameUtility = Utility(
        "hostname", "print the machine's name", usage: "[-sfidI] [NAME | -F FILE]",
        [
            UtilityOption("-s, --short", "up to the first dot"),
            UtilityOption("-f, --fqdn, --long", "with the domain"),
            UtilityOption("-d, --domain", "the domain alone"),
            UtilityOption("-i, --ip-address", "the address in /etc/hosts"),
            UtilityOption("-I, --all-ip-addresses", "all addresses", .works, .gnu),
            UtilityOption("-A, --all-fqdns", "all names with domains", .works, .gnu),
            UtilityOption("-a, --alias", "other names", .works, .gnu),
            UtilityOption("-y, --yp, --nis", "the domain of NIS", .missing, .gnu),
            UtilityOption("-b, --boot", "a name where there is none", .idle("there is one"), .gnu),
            UtilityOption("-F, --file=FILE", "set the name that FILE has", .missing),
        ]
    ) { call in
        if !call.operands.isEmpty {
            throw UtilityFailure(
                call.manner == .gnu
                    ? "you must be root to change the host name"
                    : "sethostname: Operation not permitted")
        }
        let name = call.context.hostname
        let hosts = HostTable(call.context)
        let line = hosts.line(of: name)
        let whole = line?.names.first ?? name
        let text: String
        switch call.options.last(of: "s", "f", "d", "i", "I", "A", "a") {
        case "s"?: text = String(name.prefix { $0 != "." })
        case "f"?, "A"?: text = whole
        case "d"?:
            let domain = whole.drop { $0 != "." }.dropFirst()
            if domain.isEmpty { return 0 }
            text = String(domain)
        case "i"?: text = line?.address ?? "127.0.0.1"
        case "I"?:
            text = (hosts.address(of: name).map { $0.hasPrefix("127.") ? "" : $0 + " " }) ?? ""
        case "a"?: text = (line?.names.dropFirst() ?? []).joined(separator: " ")
        default: text = name
        }
        try call.write(text + "\n")
        return 0
    }

    static let dnsdomainnameUtility = Utility(
        "dnsdomainname", "print the machine's domain", usage: ""
    ) { call in
        let name = call.context.hostname
        let whole = HostTable(call.context).line(of: name)?.names.first ?? name
        let domain = whole.drop { $0 != "." }.dropFirst()
        if !domain.isEmpty { try call.write(domain + "\n") }
        return 0
    }

    static let hostidUtility = Utility("hostid", "print the machine's number", usage: "") { call in
        try call.write("00000000\n")
        return 0
    }

    static let uptimeUtility = Utility(
        "uptime", "tell how long the machine runs", usage: "[OPTION]",
        [
            UtilityOption("-p, --pretty", "in words", .works, .gnu),
            UtilityOption("-s, --since", "since when", .works, .gnu),
        ]
    ) { call in
        let now = call.context.now
        if call.has("p") {
            try call.write("up 0 minutes\n")
        } else if call.has("s") {
            try call.write(
                TimeFormat.format(
                    Array("%Y-%m-%d %H:%M:%S\n".utf8), seconds: now, zone: Array("UTC".utf8),
                    offset: 0))
        } else {
            let clock = TimeFormat.format(
                Array("%H:%M:%S".utf8), seconds: now, zone: Array("UTC".utf8), offset: 0)
            let users = call.manner == .gnu ? "  0 users" : ""
            try call.write(
                Array(" ".utf8) + clock
                    + Array(" up 0 min,\(users)\(users.isEmpty ? "" : ",")  ".utf8)
                    + Array("load average: 0.00, 0.00, 0.00\n".utf8))
        }
        return 0
    }

    static let lsbReleaseUtility = Utility(
        "lsb_release", "print what distribution this is", usage: "[options]",
        [
            UtilityOption("-i, --id", "whose it is"),
            UtilityOption("-d, --description", "in words"),
            UtilityOption("-r, --release", "the release"),
            UtilityOption("-c, --codename", "the release's name"),
            UtilityOption("-a, --all", "all of it"),
            UtilityOption("-s, --short", "values alone"),
            UtilityOption("-v, --version", "modules of the standard"),
        ], misuse: 2
    ) { call in
        let release = OSRelease(call.context)
        let all = call.has("a")
        if call.has("v") || all || call.options.given.isEmpty {
            try call.context.errors.write("No LSB modules are available.\n")
        }
        func tell(_ key: String, _ title: String, _ value: String) throws {
            guard call.has(key) || all else { return }
            let shown = value.isEmpty ? "n/a" : value
            try call.write((call.has("s") ? "" : "\(title):\t") + shown + "\n")
        }
        let id = release["ID"] ?? ""
        let distributor =
            release["NAME"].map { $0.prefix { $0 != " " } }.map(String.init) ?? id
        try tell("i", "Distributor ID", distributor)
        try tell("d", "Description", release["PRETTY_NAME"] ?? "")
        try tell("r", "Release", release["VERSION_ID"] ?? "")
        try tell("c", "Codename", release["VERSION_CODENAME"] ?? "")
        return 0
    }
}

/// The lines of /etc/hosts.
struct HostTable {
    private let lines: [(address: String, names: [String])]

    init(_ context: ProgramContext) {
        lines = SystemText.lines(of: "/etc/hosts", context).compactMap { line in
            let words = line.prefix { $0 != "#" }.split { $0 == " " || $0 == "\t" }.map(String.init)
            return words.count > 1 ? (words[0], Array(words[1...])) : nil
        }
    }

    /// The first line with a name.
    func line(of name: String) -> (address: String, names: [String])? {
        lines.first { $0.names.contains(name) }
    }

    /// The address of a name.
    func address(of name: String) -> String? { line(of: name)?.address }

    /// All lines.
    var all: [(address: String, names: [String])] { lines }
}

/// What /etc/os-release says.
struct OSRelease {
    private var values: [String: String] = [:]

    init(_ context: ProgramContext) {
        for line in SystemText.lines(of: "/etc/os-release", context) {
            guard let equals = line.firstIndex(of: "=") else { continue }
            var value = line[line.index(after: equals)...]
            if value.count > 1, value.first == "\"" || value.first == "'", value.last == value.first
            {
                value = value.dropFirst().dropLast()
            }
            values[String(line[..<equals])] = String(value)
        }
    }

    subscript(name: String) -> String? { values[name] }
}

/// Files of the system that hold text.
enum SystemText {
    /// The lines of a file; none where it cannot be read.
    static func lines(of path: TreePath, _ context: ProgramContext) -> [Substring] {
        guard let entry = try? context.files.entry(at: path, follow: true),
            case .file(let contents) = entry.node.body, contents.count < 16 << 20,
            let bytes = try? contents.bytes()
        else { return [] }
        return String(decoding: bytes, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: true)
    }
}
