/// What `help` says.
extension VM {
    /// What there is, by topic.
    package var overview: String {
        let offered = Set(builtins.keys)
        let types = documentedTypes.filter { offered.contains($0.name) }
        let model = types.filter { $0.id >= BuiltinType.allCases.count }
        let values = types.filter { $0.id < BuiltinType.allCases.count }
        var parts: [String] = []
        func add(_ title: String, _ rows: [(name: String, text: String)]) {
            if !rows.isEmpty { parts.append(title + "\n" + Self.table(rows)) }
        }
        func rows(_ types: [TypeInfo]) -> [(name: String, text: String)] {
            types.map { ($0.name, $0.documentation ?? "") }
        }
        let plain = members.filter { $0.owner == nil && $0.kind != .constructor }
        add("types of the model", rows(model))
        add("types of values", rows(values))
        add(
            "values that are there",
            plain.filter { $0.kind == .value }.map { ($0.name, $0.description?.sentence ?? "") })
        add(
            "functions",
            plain.filter { $0.kind == .function }.map { ($0.name, $0.description?.sentence ?? "") })
        add(
            "modules, with import NAME",
            nativeModules.keys.sorted().map { name in
                (name, nativeModules[name].flatMap { modules[$0].documentation } ?? "")
            })
        parts.append(
            "help(image) lists what an image offers; help(image.run) and help(\"run\") tell about one member.\nIn a terminal `lay doc`, `lay doc image` and `lay doc image.run` tell the same."
        )
        return parts.joined(separator: "\n\n")
    }

    /// What `help` says of a value: of a function its signature and documentation, of anything else
    /// what its type offers; of a text the members of that name.
    func help(_ value: Value) -> String {
        switch value.tag {
        case .function:
            let prototype = prototypes[Int(value.function.pointee.code.pointee.prototype)]
            let head = prototype.signature.text(
                prototype.name, skippingReceiver: prototype.isMethod)
            return "fn \(head)" + (prototype.documentation.map { "\n\n" + $0 } ?? "")
        case .native:
            let native = machine.pointee.natives[value.indexed.pointee.index]
            let known = members.first { member in
                // Types that share a member tell it with examples of their own.
                member.name == native.name && member.description != nil
                    && member.description?.sentence == native.description?.sentence
                    && member.description?.example == native.description?.example
            }
            if let known { return Self.text(of: known) }
            return "fn \(native.signature.text(native.name, skippingReceiver: native.isMethod))"
        case .module:
            return help(on: modules[value.indexed.pointee.index])
        case .type: return help(on: types[value.indexed.pointee.index])
        case .string:
            do throws(LayError) {
                return try help(named: value.text)
            } catch {
                return error.message + (error.help.map { "; \($0)" } ?? "")
            }
        default: return help(on: types[typeID(value)])
        }
    }

    /// `help("run")`, `help("image.run")`, `help("image")`.
    ///
    /// - Throws: `NameError` for a name that nothing has.
    package func help(named name: String) throws(LayError) -> String {
        if let type = types.last(where: { $0.name == name }) { return help(on: type) }
        if let index = nativeModules[name] { return help(on: modules[index]) }
        let all = members
        let found = all.filter { $0.name == name || $0.fullName == name }
        if found.count == 1, let only = found.first { return Self.text(of: only) }
        if !found.isEmpty {
            return "\(found.count) members are called '\(name)'\n\n"
                + Self.table(found.map { ($0.fullName, $0.description?.sentence ?? "") })
                + "\n\nhelp(\"\(found[0].fullName)\") tells about one."
        }
        let known = all.map(\.name) + all.map(\.fullName) + types.map(\.name)
        throw .nothingCalled(name, nearest: nearest(name, Array(Set(known))))
    }

    private func help(on module: Module) -> String {
        var parts = ["module \(module.name)"]
        if let documentation = module.documentation { parts.append(documentation) }
        parts.append(Self.table(members(of: module).map(Self.row)))
        return parts.joined(separator: "\n\n")
    }

    private func help(on type: TypeInfo) -> String {
        var parts = ["type \(type.name)"]
        if let documentation = type.documentation { parts.append(documentation) }
        let members = members(of: type)
        func add(_ title: String, _ rows: [(name: String, text: String)]) {
            if !rows.isEmpty { parts.append(title + "\n" + Self.table(rows)) }
        }
        for member in members where member.kind == .constructor {
            let sentence = member.description.map { "\n        " + $0.sentence } ?? ""
            parts.append("made by\n    \(member.signature)\(sentence)")
        }
        add("operators", type.operators.map { ($0.form, $0.sentence) })
        add("functions", members.filter { $0.kind == .typeFunction }.map(Self.fullRow))
        add("fields", type.fields.map { (name(of: $0), "") })
        add("properties", members.filter { $0.kind == .property }.map(Self.row))
        add("methods", members.filter { $0.kind == .method }.map(Self.row))
        return parts.joined(separator: "\n\n")
    }

    // MARK: Layout

    private static func row(_ member: Member) -> (name: String, text: String) {
        (
            member.description == nil ? member.signature : member.name,
            member.description?.sentence ?? ""
        )
    }

    private static func fullRow(_ member: Member) -> (name: String, text: String) {
        (member.fullName, member.description?.sentence ?? "")
    }

    /// Names with what they mean beside them; a name too long for its column stands above.
    private static func table(_ rows: [(name: String, text: String)]) -> String {
        let width = min(20, rows.map(\.name.count).max() ?? 0)
        return rows.map { row in
            if row.text.isEmpty { return "    " + row.name }
            let isLong = row.name.count > width
            let gap = isLong ? "\n" + spaces(4 + width) : spaces(width - row.name.count)
            return "    " + row.name + gap + "  " + row.text
        }.joined(separator: "\n")
    }

    private static func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

    /// A signature that is too long for a line, with its parameters on lines of their own.
    package static func wrapped(_ signature: String) -> String {
        guard signature.count > 84, let open = signature.firstIndex(of: "("),
            signature.last == ")"
        else { return signature }
        var lines: [String] = []
        var line = "   "
        var depth = 0
        var word = ""
        for character in signature[signature.index(after: open)...].dropLast() {
            if "([".contains(character) { depth += 1 }
            if ")]".contains(character) { depth -= 1 }
            guard character == ",", depth == 0 else {
                word.append(character)
                continue
            }
            add(word + ",")
            word = ""
        }
        func add(_ text: String) {
            let text = text.first == " " ? text : " " + text
            if line.count + text.count > 84, line.count > 3 {
                lines.append(line)
                line = "   "
            }
            line += text
        }
        add(word)
        return ([String(signature[...open])] + lines + [line, ")"]).joined(separator: "\n")
    }

    /// All that is known of a member.
    package static func text(of member: Member) -> String {
        guard let description = member.description else { return member.fullName }
        let owner = member.owner.map { $0 + "." } ?? ""
        var head = wrapped(owner + member.signature)
        if description.result.text != "nil" { head += " -> \(description.result)" }
        var parts = [head, description.sentence]
        let rows = description.parameters.map { parameter in
            // That it may be left out is told by the signature.
            let standard = parameter.standard.flatMap { $0 == "nil" ? nil : "\($0) if left out" }
            return (
                name: parameter.name,
                text: parameter.meaning + (standard.map { " (\($0))" } ?? "")
            )
        }
        if !rows.isEmpty { parts.append(table(rows)) }
        if !description.example.isEmpty {
            let lines = description.example.split(separator: "\n", omittingEmptySubsequences: false)
            parts.append("example\n" + lines.map { "    " + $0 }.joined(separator: "\n"))
        }
        return parts.joined(separator: "\n\n")
    }
}
