import LayFiles
import LayShell

/// An architecture as Debian and the GNU tools name it.
struct DebianArchitecture: Sendable {
    let name: String
    let cpu: String
    let gnuCPU: String
    let abi: String
    let bits: Int
    let isLittle: Bool
    let system: String
    let multiarch: String

    private init(
        _ name: String, _ gnuCPU: String, bits: Int = 64, cpu: String? = nil, abi: String = "base",
        system: String = "linux-gnu", multiarch: String? = nil, isLittle: Bool = true
    ) {
        self.name = name
        self.cpu = cpu ?? name
        self.gnuCPU = gnuCPU
        self.abi = abi
        self.bits = bits
        self.isLittle = isLittle
        self.system = system
        self.multiarch = multiarch ?? "\(gnuCPU)-\(system)"
    }

    /// Those that Debian is made for.
    static let all = [
        DebianArchitecture("amd64", "x86_64"), DebianArchitecture("arm64", "aarch64"),
        DebianArchitecture(
            "armel", "arm", bits: 32, cpu: "arm", abi: "eabi", system: "linux-gnueabi"),
        DebianArchitecture(
            "armhf", "arm", bits: 32, cpu: "arm", abi: "eabihf", system: "linux-gnueabihf"),
        DebianArchitecture("i386", "i686", bits: 32, multiarch: "i386-linux-gnu"),
        DebianArchitecture(
            "mips64el", "mips64el", abi: "abi64", system: "linux-gnuabi64"),
        DebianArchitecture("mipsel", "mipsel", bits: 32),
        DebianArchitecture("ppc64el", "powerpc64le"), DebianArchitecture("riscv64", "riscv64"),
        DebianArchitecture("s390x", "s390x", isLittle: false),
        DebianArchitecture("loong64", "loongarch64"),
    ]

    /// The architecture of a name.
    static func named(_ name: String) -> DebianArchitecture? { all.first { $0.name == name } }

    /// What the container's programs are made for.
    static func native(_ context: ProgramContext) -> String {
        switch Machine.hardware(context) {
        case "aarch64": "arm64"
        case "armv7l": "armhf"
        case "riscv64": "riscv64"
        case "ppc64le": "ppc64el"
        case "s390x": "s390x"
        case "i686": "i386"
        default: "amd64"
        }
    }

    /// The variables with their values, without a prefix.
    var variables: [(name: String, value: String)] {
        [
            ("ARCH", name), ("ARCH_ABI", abi), ("ARCH_BITS", "\(bits)"), ("ARCH_CPU", cpu),
            ("ARCH_ENDIAN", isLittle ? "little" : "big"), ("ARCH_LIBC", "gnu"),
            ("ARCH_OS", "linux"), ("GNU_CPU", gnuCPU), ("GNU_SYSTEM", system),
            ("GNU_TYPE", "\(gnuCPU)-\(system)"), ("MULTIARCH", multiarch),
        ]
    }

    /// True for a wildcard that it fits: `any`, `linux-any`, `any-amd64`, or its own name.
    func fits(_ pattern: String) -> Bool {
        if pattern == name || pattern == "any" { return true }
        let parts = pattern.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        let mine = [abi, "gnu", "linux", cpu]
        guard parts.count > 1, parts.count <= 4, parts.contains("any") else { return false }
        return zip(parts.reversed(), mine.reversed()).allSatisfy { $0 == "any" || $0 == $1 }
    }
}

extension Utilities {
    static let dpkgArchitectureUtility = Utility(
        "dpkg-architecture", "tell of architectures", usage: "[<option>...] [<command>]",
        [
            UtilityOption("-l, --list", "all variables"),
            UtilityOption("-e, --equal ARCH", "is it the host's"),
            UtilityOption("-i, --is ARCH", "does the host's fit"),
            UtilityOption("-q, --query VARIABLE", "one variable"),
            UtilityOption("-s, --print-set", "commands that set all"),
            UtilityOption("-u, --print-unset", "commands that unset all"),
            UtilityOption("-c, --command COMMAND", "run a command with all set"),
            UtilityOption("-L, --list-known", "all architectures"),
            UtilityOption("-a, --host-arch ARCH", "the host's"),
            UtilityOption("-t, --host-type TYPE", "the host's by GNU's name", .missing),
            UtilityOption("-A, --target-arch ARCH", "the target's"),
            UtilityOption("-T, --target-type TYPE", "the target's by GNU's name", .missing),
            UtilityOption("-W, --match-wildcard PATTERN", "those listed"),
            UtilityOption("-B, --match-bits BITS", "those listed"),
            UtilityOption("-E, --match-endian ENDIAN", "those listed"),
            UtilityOption("--print-format FORMAT", "how to print", .idle("shell always")),
            UtilityOption("-f, --force", "pass over the environment"),
        ], misuse: 2, readsWords: true
    ) { call in
        let voice = DpkgVoice(
            name: "dpkg-architecture", call: call,
            help: "Use --help for program usage information.", quotesOptions: true)
        let arguments = try DpkgArguments(
            call.context.words.dropFirst(), call.utility.options, actions: [], voice)
        return try architecture(call, voice, arguments)
    }

    private static func architecture(
        _ call: UtilityCall, _ voice: DpkgVoice, _ arguments: DpkgArguments
    ) throws -> UInt8 {
        func named(_ name: String) throws -> DebianArchitecture {
            guard let found = DebianArchitecture.named(name) else {
                throw try voice.failure(
                    "unknown Debian architecture \(name), you must specify GNU system type, too",
                    status: 25)
            }
            return found
        }
        let build = try named(DebianArchitecture.native(call.context))
        let wanted =
            arguments.value("a").map(call.text)
            ?? (arguments.has("f") ? nil : call.context["DEB_HOST_ARCH"])
        let host = try wanted.map(named) ?? build
        let target = try arguments.value("A").map { try named(call.text($0)) } ?? host
        if host.name != build.name, arguments.value("e") == nil, arguments.value("i") == nil,
            arguments.value("q").map({ call.text($0).contains("_HOST_GNU_") }) ?? true
        {
            try voice.complain(
                "warning: specified GNU system type \(host.gnuCPU)-\(host.system) does not match "
                    + "CC system type \(build.gnuCPU)-\(build.system), try setting a correct CC "
                    + "environment variable")
        }
        var variables: [(name: String, value: String)] = []
        for (prefix, one) in [("BUILD", build), ("HOST", host), ("TARGET", target)] {
            for (name, value) in one.variables {
                let name = "DEB_\(prefix)_\(name)"
                let given = arguments.has("f") ? nil : call.context[name]
                variables.append((name, given ?? value))
            }
        }
        let action = arguments.given.last {
            ["l", "e", "i", "q", "s", "u", "c", "L"].contains($0.key)
        }
        let value = call.text(action?.value ?? [])
        switch action?.key {
        case "e": return host.name == value ? 0 : 1
        case "i": return host.fits(value) ? 0 : 1
        case "q":
            guard let found = variables.first(where: { $0.name == value }) else {
                throw try voice.failure("\(value) is not a supported variable name", status: 25)
            }
            try call.write(found.value + "\n")
        case "s":
            let words = variables.map { "\($0.name)=\($0.value); " }.joined()
            try call.write("\(words)export \(variables.map(\.name).joined(separator: " "))\n")
        case "u": try call.write("unset \(variables.map(\.name).joined(separator: " "))\n")
        case "c":
            var words = arguments.operands
            words.insert(contentsOf: ["/bin/sh", "-c", value].map { Array($0.utf8) }, at: 0)
            guard
                case .exited(let status) = try call.launch(
                    words,
                    change: { next in
                        for (name, value) in variables {
                            next.variables.removeAll { $0.key.elementsEqual(name.utf8) }
                            next.variables.append((Array(name.utf8), Array(value.utf8)))
                        }
                    })
            else { return 0 }
            return status
        case "L":
            for one in DebianArchitecture.all {
                if let bits = arguments.value("B"), call.text(bits) != "\(one.bits)" { continue }
                if let pattern = arguments.value("W"), !one.fits(call.text(pattern)) { continue }
                if let order = arguments.value("E"),
                    call.text(order) != (one.isLittle ? "little" : "big")
                {
                    continue
                }
                try call.write(one.name + "\n")
            }
        default: for (name, value) in variables { try call.write("\(name)=\(value)\n") }
        }
        return 0
    }
}
