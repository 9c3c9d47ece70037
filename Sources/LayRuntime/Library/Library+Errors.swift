internal import LayBounds
internal import LaySyntax

extension VM {
    func installErrors() {
        let error = type(.error)
        constructor(
            error,
            MemberDescription(
                "An error to throw.",
                [
                    MemberParameter("message", "string", "what went wrong"),
                    .optional(
                        "kind", "string", "what catch knows it by", default: "\"Error\""),
                    .optional("help", "string", "what to do about it"),
                    .optional("cause", "error", "the error that led to it"),
                ], gives: "error",
                example: #"(try { throw error("no such app", kind: "NotFound") } "#
                    + #"catch NotFound as e { e.message })  # => "no such app""#)
        ) { call in
            let kind = ErrorKind(rawValue: try call.optionalString(1) ?? "Error")
            var error = LayError(kind, try call.string(0), help: try call.optionalString(2))
            if !call[3].isNil, !call[3].isMissing {
                guard let cause = call.vm.object(call[3], as: ErrorObject.self) else {
                    throw LayError.noCause(call.vm.describe(call[3]))
                }
                error.hold(cause: cause.error, call.vm.root(call[3]))
            }
            let object = ErrorObject(error, call.vm.memory)
            return call.vm.machine.makeHost(object, type: BuiltinType.error.rawValue)
        }
        installErrorParts(error)
        installErrorDetails(error)
        error.display = { vm, value, _ in
            guard let object = vm.object(value, as: ErrorObject.self) else { return "error" }
            return "\(object.error.kind): \(object.error.message)"
        }
    }

    private func installErrorParts(_ error: TypeInfo) {
        func property(
            _ name: String, _ sentence: String, gives result: ValueType, example: String,
            _ body: @escaping (VM, LayError) -> Value
        ) {
            self.property(error, name, sentence, gives: result, example: example) { vm, value in
                guard let object = vm.object(value, as: ErrorObject.self) else { return .nil }
                return body(vm, object.error)
            }
        }
        property(
            "kind", "The name that catch knows it by.", gives: "string",
            example: #"(try { [1][5] } catch e { e.kind })  # => "IndexError""#
        ) { vm, error in vm.string(error.kind.rawValue) }
        property(
            "message", "What went wrong.", gives: "string",
            example: #"(try { [1][5] } catch e { e.message })"#
                + #"  # => "index 5 is outside a list of 1""#
        ) { vm, error in vm.string(error.message) }
        property(
            "help", "What to do about it, or nil.", gives: "string | nil",
            example: #"error("no", help: "try again").help  # => "try again""#
        ) { vm, error in error.help.map { vm.string($0) } ?? .nil }
        property(
            "trace", "The calls that led to where it was thrown, the innermost first.",
            gives: "list[string]",
            example: "(try { [1][5] } catch e { e.trace }).length  # => 1"
        ) { vm, error in vm.list(error.trace.map { vm.string($0.description) }) }
        property(
            "place", "The file, line and column where it was thrown, or nil.",
            gives: "string | nil",
            example: "error(\"not thrown\").place  # => nil"
        ) { vm, error in
            guard let place = error.place else { return .nil }
            let position = place.source.position(of: place.span.start)
            return vm.string("\(place.source.name):\(position.line):\(position.column)")
        }
    }

    private func installErrorDetails(_ error: TypeInfo) {
        let details: [(name: String, sentence: String, type: ValueType, example: String)] = [
            (
                "status", "The status that a program ended with, or nil.", "int | nil",
                #"(try { toolbox.run("exit 3") } catch e { e.status })  # => 3"#
            ),
            (
                "output", "What the program had written, or nil.", "string | nil",
                #"(try { toolbox.run("echo no; false") } catch e { e.output })  # => "no\n""#
            ),
            (
                "container", "The container as it was when its program failed, or nil.",
                "container | nil",
                #"(try { toolbox.run("false") } catch e { e.container.state })  # => "exited""#
            ),
            (
                "path", "The path that it is about, or nil.", "string | nil",
                #"(try { tree()["/a"] } catch e { e.path })  # => "/a""#
            ),
            (
                "cause", "The error that led to it, or nil.", "error | nil",
                #"error("b", cause: error("a")).cause.message  # => "a""#
            ),
        ]
        for (name, sentence, type, example) in details {
            property(error, name, sentence, gives: type, example: example) { vm, value in
                let error = vm.object(value, as: ErrorObject.self)?.error
                return switch error?.details.first(where: { $0.name == name })?.value {
                case .int(let number): .int(number)
                case .text(let text): vm.string(text)
                case .value(let rooted): vm.retain(rooted.value)
                case nil: .nil
                }
            }
        }
    }
}
