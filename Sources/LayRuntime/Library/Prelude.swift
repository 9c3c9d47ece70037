internal import LaySyntax

/// Members that call a function of the script for each element, written in the language: such a call
/// is a frame of the machine and takes no room on the thread's stack, so that a recursion through
/// `children.map(walk)` goes as deep as any other.
///
/// Each stands for a native of the same name, whose description, signature and messages hold. The
/// native itself runs where an argument was left out.
extension VM {
    /// What a trace and the place of an error pass over.
    static let preludeName = "<library>"

    /// Members of lists, ranges and, but for the lazy ones, iterators; those that need every element
    /// ask first whether a range has an end.
    private static let sequences = """
        fn each(xs, f) {
            for x in xs { f(x) }
            return nil
        }
        fn map(xs, f) {
            require_end(xs)
            var out = []
            for x in xs { out.push(f(x)) }
            return out
        }
        fn flat_map(xs, f) {
            require_end(xs)
            var out = []
            for x in xs {
                for y in f(x) { out.push(y) }
            }
            return out
        }
        fn filter(xs, f) {
            require_end(xs)
            var out = []
            for x in xs {
                let answer = f(x)
                if answer == true { out.push(x) } else if answer != false { no_bool(answer) }
            }
            return out
        }
        fn reject(xs, f) {
            require_end(xs)
            var out = []
            for x in xs {
                let answer = f(x)
                if answer == false { out.push(x) } else if answer != true { no_bool(answer) }
            }
            return out
        }
        fn reduce(xs, initial, f) {
            require_end(xs)
            var result = initial
            for x in xs { result = f(result, x) }
            return result
        }
        fn any(xs, f) {
            for x in xs {
                let answer = f(x)
                if answer == true { return true } else if answer != false { no_bool(answer) }
            }
            return false
        }
        fn all(xs, f) {
            for x in xs {
                let answer = f(x)
                if answer == false { return false } else if answer != true { no_bool(answer) }
            }
            return true
        }
        fn none(xs, f) {
            for x in xs {
                let answer = f(x)
                if answer == true { return false } else if answer != false { no_bool(answer) }
            }
            return true
        }
        fn find(xs, f) {
            for x in xs {
                let answer = f(x)
                if answer == true { return x } else if answer != false { no_bool(answer) }
            }
            return nil
        }
        fn find_index(xs, f) {
            var place = 0
            for x in xs {
                let answer = f(x)
                if answer == true { return place } else if answer != false { no_bool(answer) }
                place += 1
            }
            return nil
        }
        fn count(xs, f) {
            require_end(xs)
            var total = 0
            if not (f is function) {
                for x in xs {
                    if x == f { total += 1 }
                }
                return total
            }
            for x in xs {
                let answer = f(x)
                if answer == true { total += 1 } else if answer != false { no_bool(answer) }
            }
            return total
        }
        fn partition(xs, f) {
            require_end(xs)
            var yes = []
            var no = []
            for x in xs {
                let answer = f(x)
                if answer == true { yes.push(x) } else if answer == false { no.push(x) } else {
                    no_bool(answer)
                }
            }
            return [yes, no]
        }
        fn group(xs, f) {
            require_end(xs)
            var out = {}
            for x in xs {
                let key = f(x)
                if key in out { out[key].push(x) } else { out[key] = [x] }
            }
            return out
        }
        """

    private static let maps = """
        fn each(m, f) {
            for k, v in m { f(k, v) }
            return nil
        }
        fn map(m, f) {
            var out = []
            for k, v in m { out.push(f(k, v)) }
            return out
        }
        fn map_values(m, f) {
            var out = {}
            for k, v in m { out[k] = f(v) }
            return out
        }
        fn filter(m, f) {
            var out = {}
            for k, v in m {
                let answer = f(k, v)
                if answer == true { out[k] = v } else if answer != false { no_bool(answer) }
            }
            return out
        }
        fn reject(m, f) {
            var out = {}
            for k, v in m {
                let answer = f(k, v)
                if answer == false { out[k] = v } else if answer != true { no_bool(answer) }
            }
            return out
        }
        fn any(m, f) {
            for k, v in m {
                let answer = f(k, v)
                if answer == true { return true } else if answer != false { no_bool(answer) }
            }
            return false
        }
        fn all(m, f) {
            for k, v in m {
                let answer = f(k, v)
                if answer == false { return false } else if answer != true { no_bool(answer) }
            }
            return true
        }
        fn count(m, f) {
            var total = 0
            for k, v in m {
                let answer = f(k, v)
                if answer == true { total += 1 } else if answer != false { no_bool(answer) }
            }
            return total
        }
        fn find(m, f) {
            for k, v in m {
                let answer = f(k, v)
                if answer == true { return [k, v] } else if answer != false { no_bool(answer) }
            }
            return nil
        }
        """

    private static let names: Set<String> = [
        "each", "map", "map_values", "flat_map", "filter", "reject", "reduce", "any", "all", "none",
        "find", "find_index", "count", "partition", "group",
    ]

    /// Compiles the members written in the language when a program names one of them for the first
    /// time.
    func loadPrelude(for prototype: Prototype) throws {
        guard !hasPrelude, prototype.mentions(Self.names) else { return }
        hasPrelude = true
        define(
            "no_bool",
            makeNative(
                NativeFunction("no_bool", "answer") { call in
                    throw LayError.noBool(call.vm.describe(call[0]))
                }))
        define(
            "require_end",
            makeNative(
                NativeFunction("require_end", "values") { call in
                    try call.vm.requireEnd(of: call[0])
                    return .nil
                }))
        defer { (builtins["no_bool"], builtins["require_end"]) = (nil, nil) }
        try attach(Self.sequences, to: [type(.range)])
        let unasked = Self.sequences.split(separator: "\n").filter { $0 != "    require_end(xs)" }
        try attach(unasked.joined(separator: "\n"), to: [type(.list), type(.iterator)])
        try attach(Self.maps, to: [type(.map)])
    }

    private func attach(_ text: String, to types: [TypeInfo]) throws {
        let scope = GlobalScope()
        let source = SourceText(name: Self.preludeName, text: text)
        release(try execute(try compile(source, scope, keepsValue: false)))
        for (name, variable) in scope.variables {
            guard case .global(let slot) = variable.place else { continue }
            for type in types {
                guard let method = type.methods[symbol(name)], method.is(.native) else { continue }
                let native = machine.pointee.natives + method.indexed.pointee.index
                if native.pointee.isLazy { continue }
                native.pointee.compiled = machine.pointee.globals[slot]
            }
        }
    }
}

extension Prototype {
    /// True when the function, or one inside it, has one of these names among its constants.
    fileprivate func mentions(_ names: Set<String>) -> Bool {
        constants.contains { constant in
            if case .string(let text) = constant { return names.contains(text) }
            return false
        } || functions.contains { $0.mentions(names) }
    }

    /// It is a member written in the language, which errors do not speak of.
    var isLibrary: Bool { source.name == VM.preludeName }
}
