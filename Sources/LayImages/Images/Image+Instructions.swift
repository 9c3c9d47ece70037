internal import LayArchive
internal import LayBounds
internal import LayFiles

/// The instructions of a Dockerfile that change the configuration, with the lines that BuildKit
/// writes into the history (moby/buildkit, dockerfile2llb/convert.go).
extension Image {
    /// The comment of entries whose text is BuildKit's.
    public static let buildComment = "buildkit.dockerfile.v0"

    func instruct(
        _ line: String, created: String, _ change: (inout ImageConfig) -> Void
    ) -> Image {
        configured(line, created: created, comment: Self.buildComment, change)
    }

    /// ENV: variables over those that are there, each in its place.
    ///
    /// - Parameter takesBlankNames: true for names that variables gave, which BuildKit does not look at.
    /// - Throws: `ImageError` of kind `ValueError` for a name that is none.
    public func env(
        _ variables: [(key: String, value: String)], created: String,
        takesBlankNames: Bool = false
    ) throws(ImageError) -> Image {
        try Self.check(variables, "ENV", takesBlankNames: takesBlankNames)
        let line = variables.map { " \($0.key)=\($0.value)" }.joined()
        let next = instruct("ENV\(line)", created: created) { config in
            config.setEnvironment(variables)
        }
        if arguments.isEmpty { return next }
        // An ENV hides the arguments before it, and not those that follow.
        let set = Set(variables.map(\.key))
        return next.with(
            config: next.config,
            arguments: arguments.map { argument in
                var argument = argument
                if set.contains(argument.name) { argument.isOverridden = true }
                return argument
            })
    }

    /// LABEL: labels over those that are there.
    ///
    /// - Throws: `ImageError` of kind `ValueError` for a name that is none.
    public func label(_ labels: [(key: String, value: String)], created: String)
        throws(ImageError) -> Image
    {
        try Self.check(labels, "LABEL")
        let line = labels.map { " \($0.key)=\($0.value)" }.joined()
        return instruct("LABEL\(line)", created: created) { config in
            var all = config[parameter: "Labels"]?.object ?? JSONObject()
            for (key, value) in labels { all[key] = .string(value) }
            config[parameter: "Labels"] = .object(all)
        }
    }

    private static func check(
        _ pairs: [(key: String, value: String)], _ word: String, takesBlankNames: Bool = false
    ) throws(ImageError) {
        if pairs.isEmpty { throw .noArgument(word) }
        for (key, value) in pairs {
            let isEnvironment = word == "ENV"
            if key.isEmpty, isEnvironment, !takesBlankNames { throw .blankName(word) }
            if (isEnvironment && key.contains("=")) || (key + value).utf8.contains(0) {
                throw .unsettable(word, key)
            }
        }
    }

    /// USER: as whom programs run, `user[:group]`.
    ///
    /// - Throws: `ImageError` of kind `ValueError` for an empty text.
    public func user(_ user: String, created: String) throws(ImageError) -> Image {
        if user.isEmpty { throw .noArgument("USER", exactly: true) }
        return instruct("USER \(user)", created: created) {
            $0[parameter: "User"] = .string(user)
        }
    }

    /// EXPOSE: ports as `port[-port][/protocol]`.
    ///
    /// - Throws: `ImageError` of kind `ValueError` for what is no port.
    public func expose(
        _ ports: [String], created: String, keepsOrder: Bool = false
    ) throws(ImageError) -> Image {
        if ports.isEmpty { throw .noArgument("EXPOSE") }
        // The line has what was written in order, and ranges in that of their numbers.
        var added: [String] = []
        var known: Set<String> = []
        for port in keepsOrder ? ports : ports.sorted() {
            for name in try PortSpec.expand(port)
            where known.insert(name).inserted || keepsOrder {
                added.append(name)
            }
        }
        let line = added.joined(separator: " ")
        return instruct("EXPOSE [\(line)]", created: created) { config in
            let declared = config[parameter: "ExposedPorts"]?.object?.entries.map(\.key) ?? []
            config[parameter: "ExposedPorts"] = .set(Set(added + declared).sorted())
        }
    }

    /// VOLUME: paths that get a volume in every container.
    ///
    /// - Throws: `ImageError` of kind `ValueError` for an empty path.
    public func volume(_ paths: [String], created: String) throws(ImageError) -> Image {
        if paths.isEmpty { throw .noArgument("VOLUME") }
        if paths.contains(where: { $0.allSatisfy(\.isWhitespace) }) {
            throw .blankVolume
        }
        return instruct("VOLUME [\(paths.joined(separator: " "))]", created: created) { config in
            var declared = config.volumes
            // Two spellings of one place are one volume, by the name that came first.
            for path in paths where !declared.contains(where: { TreePath($0) == TreePath(path) }) {
                declared.append(path)
            }
            config[parameter: "Volumes"] = .set(declared.sorted())
        }
    }

    /// CMD in its exec form; no words take it away.
    ///
    /// - Parameter isOfBuild: true for a Dockerfile's, which BuildKit marks as ready for Windows.
    public func cmd(_ words: [String], created: String, isOfBuild: Bool = false) -> Image {
        instruct("CMD \(GoText.quoted(words))", created: created) {
            $0[parameter: "Cmd"] = words.isEmpty ? nil : .strings(words)
            if isOfBuild { $0[parameter: "ArgsEscaped"] = .bool(true) }
        }
    }

    /// ENTRYPOINT in its exec form; the Cmd that was there goes.
    ///
    /// - Parameters:
    ///   - keepsCommand: true where the Cmd was set in the same stage of a Dockerfile.
    public func entrypoint(
        _ words: [String], created: String, keepsCommand: Bool = false
    ) -> Image {
        instruct("ENTRYPOINT \(GoText.quoted(words))", created: created) { config in
            config[parameter: "Entrypoint"] = words.isEmpty ? nil : .strings(words)
            if !keepsCommand { config[parameter: "Cmd"] = nil }
        }
    }

    /// MAINTAINER: the author.
    public func maintainer(_ name: String, created: String) -> Image {
        instruct("MAINTAINER \(name)", created: created) { $0["author"] = .string(name) }
    }

    /// The image with another line of history, and nothing else.
    package func saying(_ line: String, created: String) -> Image {
        instruct(line, created: created) { _ in }
    }

    /// The image with a user that no line of history tells.
    package func withUser(_ user: String) -> Image {
        var config = config
        config[parameter: "User"] = user.isEmpty ? nil : .string(user)
        return with(config: config)
    }

    /// The image as a build begins with it: what it has in store for builds on top of it is gone.
    package var withoutTriggers: Image {
        if config[parameter: "OnBuild"] == nil { return self }
        var config = config
        config[parameter: "OnBuild"] = nil
        return with(config: config)
    }

    /// The image with labels over those it has, which no line of history tells.
    package func labelled(_ labels: [(key: String, value: String)]) -> Image {
        if labels.isEmpty { return self }
        var config = config
        var all = config[parameter: "Labels"]?.object ?? JSONObject()
        for (key, value) in labels { all[key] = .string(value) }
        config[parameter: "Labels"] = .object(all)
        return with(config: config)
    }

    /// SHELL: what runs the shell form of a command.
    ///
    /// - Throws: `ImageError` of kind `ValueError` for no words.
    public func shell(_ words: [String], created: String) throws(ImageError) -> Image {
        if words.isEmpty { throw .noArgument("SHELL") }
        return instruct("SHELL [\(words.joined(separator: " "))]", created: created) {
            $0[parameter: "Shell"] = .strings(words)
        }
    }

    /// STOPSIGNAL: the name or the number of a signal.
    ///
    /// - Throws: `ImageError` of kind `ValueError` for a signal that Linux does not have.
    public func stopSignal(
        _ signal: String, created: String, takesAnyNumber: Bool = false
    ) throws(ImageError) -> Image {
        guard SignalNames.isSignal(signal, takesAnyNumber: takesAnyNumber) else {
            throw .noSignal(signal)
        }
        return instruct("STOPSIGNAL \(signal)", created: created) {
            $0[parameter: "StopSignal"] = .string(signal)
        }
    }

    /// HEALTHCHECK.
    public func healthcheck(_ check: Healthcheck, created: String) -> Image {
        instruct("HEALTHCHECK \(check.goText)", created: created) {
            $0[parameter: "Healthcheck"] = .object(check.document)
        }
    }

    /// ONBUILD: a line that a build on top of this image runs first. The history does not tell it, as
    /// BuildKit's does not.
    ///
    /// - Throws: `ImageError` of kind `ValueError` for an instruction that is no trigger.
    public func onBuild(_ line: String, created: String) throws(ImageError) -> Image {
        let word = line.split(whereSeparator: \.isWhitespace).first?.uppercased() ?? ""
        switch word {
        case "": throw .noArgument("ONBUILD")
        case "ONBUILD": throw .chainedOnBuild
        case "FROM", "MAINTAINER": throw .noTrigger(word)
        default: break
        }
        var config = config
        let lines = config[parameter: "OnBuild"]?.strings ?? []
        config[parameter: "OnBuild"] = .strings(lines + [line])
        return with(config: config)
    }

    /// ARG: a variable for the RUN steps that follow, which no container sees.
    ///
    /// - Throws: `ImageError` of kind `ValueError` for a name that is none.
    public func argument(_ name: String, _ value: String?, created: String) throws(ImageError)
        -> Image
    {
        try arguments([(name, value)], created: created)
    }

    /// ARG with several variables, as one line of history.
    ///
    /// - Throws: `ImageError` of kind `ValueError` for a name that is none.
    public func arguments(
        _ variables: [(name: String, value: String?)], created: String
    ) throws(ImageError) -> Image {
        var list = arguments
        var line = "ARG"
        for (name, value) in variables {
            if name.isEmpty || name.contains("=") || (name + (value ?? "")).utf8.contains(0) {
                throw .blankArgument
            }
            line += " \(name)" + (value.map { "=\($0)" } ?? "")
            // Without a value it leaves what an ENV or an ARG before it says.
            let former = list.first { $0.name == name }
            list.removeAll { $0.name == name }
            list.append(BuildArgument(name: name, value: value ?? former?.value))
            if value == nil, let former { list[list.count - 1].isOverridden = former.isOverridden }
        }
        let next = instruct(line, created: created) { _ in }
        return next.with(config: next.config, arguments: list)
    }

    /// The variables that a build step sees: the image's, and the arguments that no ENV after them
    /// hides; each with where it comes from.
    package var buildEnvironment: [(key: String, value: String, isArgument: Bool)] {
        var result: [(key: String, value: String, isArgument: Bool)] = []
        var places: [String: Int] = [:]
        func set(_ key: String, _ value: String, _ isArgument: Bool) {
            if let place = places[key] {
                result[place] = (key, value, isArgument)
            } else {
                places[key] = result.count
                result.append((key, value, isArgument))
            }
        }
        for line in config.environment {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            set(String(parts[0]), parts.count > 1 ? String(parts[1]) : "", false)
        }
        for argument in arguments where !argument.isOverridden {
            if let value = argument.value { set(argument.name, value, true) }
        }
        return result
    }

    /// The history line of a RUN: the arguments in scope with what they are in the step, and the
    /// command's words (moby/buildkit, dockerfile2llb/convert.go, runCommandString).
    package func runLine(_ words: [String]) -> String {
        var shown: [String] = []
        if !arguments.isEmpty {
            var values: [String: String] = [:]
            for (key, value, _) in buildEnvironment { values[key] = value }
            shown = arguments.map { "\($0.name)=\(values[$0.name] ?? $0.value ?? "")" }
            shown.insert("|\(shown.count)", at: 0)
        }
        return "RUN \((shown + words).joined(separator: " ")) # buildkit"
    }
}

extension JSONValue {
    /// A list of strings.
    static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

    /// A set as Go's encoder writes one: every key with an empty object.
    static func set(_ keys: [String]) -> JSONValue {
        var object = JSONObject()
        for key in keys { object.appendUnchecked((key, .object([:]))) }
        return .object(object)
    }
}
