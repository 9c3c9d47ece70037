internal import LayBounds

/// A function written in Swift, as the machine calls it.
package struct NativeFunction {
    /// Gets the arguments in the order of the parameters, absent ones `missing`; gives an owned
    /// value.
    package typealias Body = (borrowing NativeCall) throws -> Value

    package let name: String
    let signature: Signature
    /// True when the first argument is the receiver, which the function changes in place.
    let isMutating: Bool
    /// True when the first argument is a receiver.
    let isMethod: Bool
    var body: Body
    /// What documentation says of it.
    let description: MemberDescription?
    /// What the function computes, when it takes a number and gives a float: called directly.
    var calculation: (@convention(c) (Double) -> Double)?
    /// The same in the language, borrowed from the machine: it runs instead when every argument is
    /// given.
    var compiled = Value.nil
    /// It gives an iterator, which calls functions later.
    var isLazy: Bool { description?.result.text == "iterator" }

    /// A host's function, whose parameters are written `"path contents mode? rest..."`.
    package init(_ name: String, _ parameters: String, _ body: @escaping Body) {
        var list: [Signature.Parameter] = []
        var hasRest = false
        for word in parameters.split(separator: " ") {
            if word.hasSuffix("...") {
                hasRest = true
                list.append(.init(name: String(word.dropLast(3)), isOptional: true, type: nil))
            } else {
                let isOptional = word.hasSuffix("?")
                list.append(
                    .init(
                        name: String(isOptional ? word.dropLast() : word), isOptional: isOptional,
                        type: nil))
            }
        }
        self.name = name
        signature = Signature(parameters: list, hasRest: hasRest)
        description = nil
        isMethod = false
        isMutating = false
        self.body = body
    }

    /// A function with its description, from which its signature comes; parameters that are described
    /// behind a rest are the first ones of a call.
    package init(
        _ name: String, _ description: MemberDescription, isMethod: Bool = false,
        isMutating: Bool = false, _ body: @escaping Body
    ) {
        var list: [Signature.Parameter] = []
        list.reserveCapacity(description.parameters.count + 1)
        if isMethod { list.append(.init(name: "self", isOptional: false, type: nil)) }
        // The rest stands last; what is described behind it goes by its label.
        let rest = description.parameters.firstIndex(where: \.isRest)
        let labelled = rest.map { description.parameters.count - 1 - $0 } ?? 0
        var ordered = description.parameters
        if let rest, labelled > 0 { ordered.append(ordered.remove(at: rest)) }
        for parameter in ordered {
            list.append(
                .init(
                    name: parameter.name,
                    isOptional: parameter.isRest || parameter.standard != nil,
                    type: parameter.type.text, standard: parameter.standard))
        }
        self.name = name
        var signature = Signature(parameters: list, hasRest: rest != nil)
        signature.labelled = labelled
        self.signature = signature
        self.description = description
        self.isMethod = isMethod
        self.isMutating = isMutating
        self.body = body
    }
}

/// A call of a native: its arguments, borrowed for as long as it runs.
package struct NativeCall: ~Copyable {
    // The machine outlives the call, so it is not counted here.
    package unowned(unsafe) let vm: VM
    let arguments: Slot
    package let count: Int
    let native: UnsafeMutablePointer<NativeFunction>

    var name: String { native.pointee.name }
    var signature: Signature { native.pointee.signature }

    /// The argument at `index`; for a method 0 is the receiver.
    package subscript(index: Int) -> Value { arguments[index] }

    /// The receiver's place, for a mutating method.
    var receiver: Slot { arguments }

    /// True when the argument was given and is not `nil`.
    package func has(_ index: Int) -> Bool {
        !arguments[index].isMissing && !arguments[index].isNil
    }

    /// What a parameter is called.
    func parameter(_ index: Int) -> String {
        index < signature.parameters.count ? signature.parameters[index].name : "argument \(index)"
    }

    /// The error for an argument of another type than the one wanted.
    package func mismatch(_ index: Int, _ wanted: String) -> LayError {
        let subject = parameter(index) == "self" ? "the receiver" : "'\(parameter(index))'"
        return .mismatch(
            subject, of: name, signature, wanted: wanted, given: vm.describe(arguments[index]),
            isMethod: parameter(0) == "self")
    }

    package func int(_ index: Int) throws -> Int {
        guard arguments[index].isInt else { throw mismatch(index, "an int") }
        return arguments[index].asInt
    }

    package func number(_ index: Int) throws -> Double {
        guard arguments[index].isNumber else { throw mismatch(index, "a number") }
        return arguments[index].number
    }

    package func bool(_ index: Int) throws -> Bool {
        guard arguments[index].isBool else { throw mismatch(index, "a bool") }
        return arguments[index].isTrue
    }

    /// A bool that is false when it was not given.
    package func flag(_ index: Int) throws -> Bool { has(index) ? try bool(index) : false }

    package func string(_ index: Int) throws -> String {
        guard arguments[index].tag == .string else { throw mismatch(index, "a string") }
        try vm.reserve(arguments[index].byteCount)
        return arguments[index].text
    }

    /// The string of a string argument, or `nil` when it was not given.
    package func optionalString(_ index: Int) throws -> String? {
        has(index) ? try string(index) : nil
    }

    /// The elements of a list argument, borrowed.
    package func list(_ index: Int) throws -> UnsafeBufferPointer<Value> {
        guard let elements = arguments[index].elements else { throw mismatch(index, "a list") }
        return elements
    }

    /// The Swift object of an argument that is a native object of that class.
    package func object<Object: AnyObject>(_ index: Int, as type: Object.Type, _ wanted: String)
        throws -> Object
    {
        guard let object = vm.object(arguments[index], as: type) else {
            throw mismatch(index, wanted)
        }
        return object
    }
}

extension Value {
    /// A list's elements, valid while the list is held and not changed; `nil` for another value.
    package var elements: UnsafeBufferPointer<Value>? {
        guard tag == .list else { return nil }
        return UnsafeBufferPointer(start: list.pointee.data, count: list.pointee.count)
    }

    /// A map's entries in order; `nil` for another value.
    package var entries: [(key: Value, value: Value)]? {
        guard tag == .map else { return nil }
        var result: [(key: Value, value: Value)] = []
        for position in 0..<Int(map.pointee.used) {
            let entry = map.pointee.entries[position]
            if !entry.key.isMissing { result.append((entry.key, entry.value)) }
        }
        return result
    }
}
