/// What a type that is written down asks of a value, its names brought to the machine's types.
struct TypeTest {
    /// The type as it is written.
    let text: String
    /// The variable or field that has it; `nil` for a parameter, a result and `is`.
    let name: String?
    /// Numbers of types that fit whatever they hold.
    var types: [Int] = []
    var takesAny = false
    /// `list[T]`: what each element has to be.
    var elements: [TypeTest] = []
    /// `map[K, V]`
    var entries: [(key: TypeTest, value: TypeTest)] = []

    init(_ shape: TypeShape) {
        text = shape.text
        name = shape.name
    }
}

extension VM {
    /// The test that a constant names; `nil` after an error.
    private func typeTest(_ code: UnsafeMutablePointer<LoadedFunction>, _ index: Int) -> TypeTest? {
        let key = TypeSetKey(prototype: code.pointee.prototype, constant: index)
        if let known = typeSets[key] { return known }
        guard case .types(let shape) = constant(code, UInt32(index)) else { return nil }
        let test = typeTest(shape)
        if let test { typeSets[key] = test }
        return test
    }

    private func typeTest(_ shape: TypeShape) -> TypeTest? {
        var result = TypeTest(shape)
        for reference in shape.references {
            switch reference {
            case .named("any"): result.takesAny = true
            case .named("number"):
                result.types += [BuiltinType.int.rawValue, BuiltinType.float.rawValue]
            case .named("fn"): result.types.append(BuiltinType.function.rawValue)
            case .named(let name):
                guard let type = BuiltinType.allCases.first(where: { $0.name == name }) else {
                    fail(.noType(name))
                    return nil
                }
                result.types.append(type.rawValue)
            case .global(let slot, let name):
                guard let type = typeNumber(machine.pointee.globals[slot], name) else { return nil }
                result.types.append(type)
            case .member(let slot, let module, let name):
                let holder = machine.pointee.globals[slot]
                guard holder.is(.module) else {
                    fail(.noModule(module))
                    return nil
                }
                var value = Value.nil
                guard getExport(holder, symbol(name), &value) else { return nil }
                defer { machine.release(value) }
                guard let type = typeNumber(value, "\(module).\(name)") else { return nil }
                result.types.append(type)
            case .list(let element):
                guard let element = typeTest(element) else { return nil }
                result.elements.append(element)
            case .map(let key, let value):
                guard let key = typeTest(key), let value = typeTest(value) else { return nil }
                result.entries.append((key, value))
            }
        }
        return result
    }

    /// A value that stands for its own type, as `world` does, or a type's name.
    private func typeNumber(_ value: Value, _ name: String) -> Int? {
        if value.is(.type) { return value.indexed.pointee.index }
        if value.is(.object) { return typeID(value) }
        fail(.noType(name))
        return nil
    }

    /// True when the value fits; of lists and maps with types in brackets every element is asked.
    ///
    /// - Parameter isCheck: an int serves where a float is wanted, and a type where a function is.
    /// - Complexity: O(*n*) in the elements.
    private func takes(_ test: TypeTest, _ value: Value, isCheck: Bool) -> Bool {
        if test.takesAny || test.types.contains(typeID(value)) { return true }
        if isCheck {
            if value.isInt, test.types.contains(BuiltinType.float.rawValue) { return true }
            if value.is(.type), test.types.contains(BuiltinType.function.rawValue) { return true }
        }
        if value.is(.list) {
            return test.elements.contains { element in
                let list = value.list
                for index in 0..<list.pointee.count {
                    // The run ends at its next look.
                    guard works(1) else { return true }
                    if !takes(element, list.pointee.data[index], isCheck: isCheck) { return false }
                }
                return true
            }
        }
        if value.is(.map) {
            return test.entries.contains { entry in
                let map = value.map
                for position in 0..<Int(map.pointee.used) {
                    guard works(1) else { return true }
                    let pair = map.pointee.entries[position]
                    if pair.key.isMissing { continue }
                    if !takes(entry.key, pair.key, isCheck: isCheck)
                        || !takes(entry.value, pair.value, isCheck: isCheck)
                    {
                        return false
                    }
                }
                return true
            }
        }
        return false
    }

    /// A value that does not fit as an error names it: with the element that is to blame.
    private func misfit(_ test: TypeTest, _ value: Value) -> String {
        if value.is(.list), test.elements.count == 1 {
            let list = value.list
            for index in 0..<list.pointee.count {
                let element = list.pointee.data[index]
                guard works(1) else { break }
                if !takes(test.elements[0], element, isCheck: true) {
                    return "a list with \(describe(element)) at \(index)"
                }
            }
        }
        if value.is(.map), test.entries.count == 1 {
            let map = value.map
            for position in 0..<Int(map.pointee.used) {
                let pair = map.pointee.entries[position]
                guard works(1) else { break }
                if pair.key.isMissing { continue }
                if !takes(test.entries[0].key, pair.key, isCheck: true) {
                    return "a map with the key \(describe(pair.key))"
                }
                if !takes(test.entries[0].value, pair.value, isCheck: true) {
                    return "a map with \(describe(pair.value)) under \(describe(pair.key))"
                }
            }
        }
        return describe(value)
    }

    // MARK: Instructions

    func isType(_ value: Value, _ frame: UnsafeMutablePointer<Frame>, _ index: UInt32) -> Bool? {
        typeTest(frame.pointee.function.pointee.code, Int(index)).map {
            takes($0, value, isCheck: false)
        }
    }

    /// - Parameter place: 0 for the parameter in the register, 1 for a result, 2 for a variable.
    func checkType(
        _ value: Value, _ frame: UnsafeMutablePointer<Frame>, _ index: UInt32, place: Int,
        register: Int
    ) -> Bool {
        let code = frame.pointee.function.pointee.code
        guard let test = typeTest(code, Int(index)) else { return false }
        if takes(test, value, isCheck: true) { return true }
        let prototype = prototypes[Int(code.pointee.prototype)]
        let given = misfit(test, value)
        if place == 2 {
            let name = test.name ?? "the value"
            return fail(.wrongValue(of: name, wanted: test.text, given: given))
        }
        if place == 1 {
            return fail(.wrongResult(of: prototype.name, wanted: test.text, given: given))
        }
        let parameter =
            register < prototype.signature.parameters.count
            ? prototype.signature.parameters[register].name : "?"
        var error = LayError.mismatch(
            "'\(parameter)'", of: prototype.name, prototype.signature, wanted: test.text,
            given: given, isMethod: prototype.isMethod)
        error.blamesCall = true
        pending = error
        return false
    }

    // MARK: Fields

    /// The test of a record's field, which is that of its constructor's parameter.
    private func fieldTest(_ type: TypeInfo, _ field: Int) -> TypeTest?? {
        guard type.typedFields.contains(type.fields[field]), type.constructor.is(.function) else {
            return .some(nil)
        }
        let code = type.constructor.function.pointee.code
        let name = name(of: type.fields[field])
        for (index, constant) in prototypes[Int(code.pointee.prototype)].constants.enumerated() {
            if case .types(let shape) = constant, shape.name == name {
                return typeTest(code, index).map { .some($0) }
            }
        }
        return .some(nil)
    }

    /// The place of a record's field, which the instruction keeps unless its values are tested.
    @inline(never)
    func fieldPlace(_ object: Value, _ symbol: Int32, _ cache: UnsafeMutablePointer<UInt32>)
        -> Slot?
    {
        guard let slot = fieldSlot(object, symbol) else { return nil }
        if !types[typeID(object)].typedFields.contains(symbol) {
            cache[2] = object.header.pointee.extra
            cache[3] = UInt32(truncatingIfNeeded: slot - object.fields)
        }
        return slot
    }

    /// False after an error: the value is none for the field.
    @inline(never)
    func mayHold(_ slot: Slot, of object: Value, _ value: Value) -> Bool {
        let type = types[typeID(object)]
        // A method that changes what the field holds puts it back.
        if type.typedFields.isEmpty || slot.pointee.is(.inUse) { return true }
        let field = slot - object.fields
        guard let test = fieldTest(type, field) else { return false }
        guard let test, !takes(test, value, isCheck: true) else { return true }
        return fail(
            .wrongField(
                name(of: type.fields[field]), of: type.name, wanted: test.text,
                given: misfit(test, value)))
    }

    /// `object.field op= value`, where the field may have a type.
    @inline(never)
    func updateField(_ slot: Slot, of object: Value, _ operation: Int, _ value: Value) -> Bool {
        let type = types[typeID(object)]
        guard type.typedFields.contains(type.fields[slot - object.fields]) else {
            return update(slot, operation, value)
        }
        let code = unsafeBitCast(UInt8(truncatingIfNeeded: operation), to: Opcode.self)
        let old = slot.pointee
        // What grows stays of its type; what is added to it has to be of the same one.
        if code == .add, old.rawTag == value.rawTag, old.isObject, !old.is(.object) {
            return mayHold(slot, of: object, value) && update(slot, operation, value)
        }
        var result = Value.nil
        guard old.isPresent else { return update(slot, operation, value) }
        guard arithmetic(code, old, value, &result) else { return false }
        guard mayHold(slot, of: object, result) else {
            machine.release(result)
            return false
        }
        slot.pointee = result
        machine.release(old)
        return true
    }
}
