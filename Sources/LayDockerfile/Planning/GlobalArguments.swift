internal import LayImages

/// The arguments that stand before the first FROM, and those that every build has.
struct GlobalArguments {
    private(set) var values: [(name: String, value: String)] = []
    /// The names that the file declares before its first FROM.
    private(set) var declared: [String] = []

    /// Proxies, which need no declaration and change no key.
    static let proxies = [
        "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "FTP_PROXY", "ftp_proxy",
        "NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy",
    ]

    /// The arguments of a build.
    ///
    /// - Throws: `DockerfileError` for a default that cannot be expanded.
    init(_ stages: Dockerfile.Stages, _ request: BuildRequest) throws(DockerfileError) {
        for (prefix, platform) in [
            ("BUILD", Platform.standard), ("TARGET", request.platform),
        ] {
            set("\(prefix)PLATFORM", platform.description)
            set("\(prefix)OS", platform.os)
            set("\(prefix)ARCH", platform.architecture)
            set("\(prefix)VARIANT", platform.variant ?? "")
        }
        set("TARGETSTAGE", request.target ?? "default")
        for (name, value) in request.arguments where lookup(name) != nil { set(name, value) }
        for step in stages.globals {
            guard case .arg(let declarations) = step.command else { continue }
            for declaration in declarations {
                let single = Dockerfile.Step(
                    instruction: step.instruction, command: .arg([declaration]))
                let expanded = try single.expanded(in: stages.file, lookup)
                guard case .arg(let values) = expanded.command else { continue }
                for value in values {
                    declared.append(value.name)
                    if let given = request.argument(value.name) {
                        set(value.name, given)
                    } else if let text = value.value {
                        set(value.name, text)
                    }
                }
            }
        }
    }

    private mutating func set(_ name: String, _ value: String) {
        if let index = values.firstIndex(where: { $0.name == name }) {
            values[index].value = value
        } else {
            values.append((name, value))
        }
    }

    /// The value of an argument; `nil` for one that has none.
    func lookup(_ name: String) -> String? { values.first { $0.name == name }?.value }
}

extension BuildRequest {
    /// The value that was given for an argument, the last one holding.
    func argument(_ name: String) -> String? { arguments.last { $0.name == name }?.value }

    /// The proxies that were given, which every RUN sees.
    var proxies: [(key: String, value: String)] {
        GlobalArguments.proxies.compactMap { name in argument(name).map { (name, $0) } }
    }
}
