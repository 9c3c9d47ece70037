internal import LayImages

/// The arguments before the first FROM: those that every build has, and ARG's.
///
/// FROM sees all of them, a stage those that it declares again.
struct GlobalArguments {
    /// The names that ARG declares, with a value or without.
    let declared: Set<String>
    private let values: OrderedValues

    /// The value of an argument; `nil` where it has none.
    subscript(name: String) -> String? { values[name] }

    /// The names of those that have a value, in order.
    var names: [String] { values.names }

    /// Evaluates ARG before the first FROM.
    ///
    /// - Parameters:
    ///   - stages: the file.
    ///   - arguments: what the caller gives, which beats defaults.
    ///   - platform: what is built for.
    ///   - buildPlatform: what is built on.
    ///   - target: the stage that is built, as it is named; `nil` for the last.
    /// - Throws: `DockerfileError` for a default that cannot be expanded.
    init(
        _ stages: Dockerfile.Stages, arguments: [String: String] = [:],
        platform: Platform = .standard, buildPlatform: Platform = .standard,
        target: String? = nil
    ) throws(DockerfileError) {
        var values = OrderedValues()
        let stage = target ?? stages.stages.last?.name ?? ""
        let known = [
            ("BUILDPLATFORM", buildPlatform.description), ("BUILDOS", buildPlatform.os),
            ("BUILDOSVERSION", ""), ("BUILDARCH", buildPlatform.architecture),
            ("BUILDVARIANT", buildPlatform.variant ?? ""),
            ("TARGETPLATFORM", platform.description), ("TARGETOS", platform.os),
            ("TARGETOSVERSION", ""), ("TARGETARCH", platform.architecture),
            ("TARGETVARIANT", platform.variant ?? ""),
            ("TARGETSTAGE", stage.isEmpty ? "default" : stage),
        ]
        for (name, value) in known { values[name] = arguments[name] ?? value }
        var declared: Set<String> = []
        for step in stages.globals {
            guard case .arg(let declarations) = step.command else { continue }
            for declaration in declarations {
                declared.insert(declaration.name)
                if let given = arguments[declaration.name] {
                    values[declaration.name] = given
                } else if let written = declaration.value {
                    values[declaration.name] = try stages.file.expand(
                        written, at: step.instruction.lines
                    ) { values[$0] }.text
                }
            }
        }
        self.declared = declared
        self.values = values
    }
}
