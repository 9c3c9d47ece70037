internal import LayBounds

@inline(__always) private func a(_ word: UInt32) -> Int { Int((word >> 8) & 0xff) }
@inline(__always) private func b(_ word: UInt32) -> Int { Int((word >> 16) & 0xff) }
@inline(__always) private func c(_ word: UInt32) -> Int { Int(word >> 24) }
@inline(__always) private func signedB(_ word: UInt32) -> Int {
    Int(Int8(truncatingIfNeeded: word >> 16))
}
@inline(__always) private func signedC(_ word: UInt32) -> Int { Int(Int32(bitPattern: word) >> 24) }
@inline(__always) private func wide(_ word: UInt32) -> Int { Int(word >> 16) }
@inline(__always) private func signedWide(_ word: UInt32) -> Int {
    Int(Int32(bitPattern: word) >> 16)
}
@inline(__always) private func distance(_ pc: UnsafeMutablePointer<UInt32>) -> Int {
    Int(Int32(bitPattern: pc.pointee))
}

extension VM {
    /// Runs the current frame until the one that a native entered returns.
    ///
    /// An instruction that succeeds ends in `continue`; one that fails has set `pending` and falls
    /// out of the switch, where the error looks for its handler.
    ///
    /// - Returns: false when an error left the entry frame; it is in `pending`.
    @inline(never)
    func run() -> Bool {
        let machine = self.machine
        let globals = machine.pointee.globals
        var frame = machine.pointee.frame
        var pc = frame.pointee.pc
        var base = frame.pointee.base
        var constants = frame.pointee.constants

        while true {
            let word = pc.pointee
            let start = pc
            pc += 1
            // The code was made by the compiler of this module, so the number is an opcode.
            switch unsafeBitCast(UInt8(truncatingIfNeeded: word), to: Opcode.self) {
            // MARK: Moving values
            case .move:
                base[a(word)] = base[b(word)]
                continue
            case .copy:
                let value = base[b(word)]
                value.retain()
                base[a(word)] = value
                continue
            case .release:
                machine.release(base[a(word)])
                continue
            case .releaseAll:
                var slot = base + b(word)
                let first = base + a(word)
                while slot >= first {
                    machine.release(slot.pointee)
                    slot -= 1
                }
                continue
            case .replace:
                let old = base[a(word)]
                base[a(word)] = base[b(word)]
                machine.release(old)
                continue
            case .loadConstant:
                base[a(word)] = constants[wide(word)]
                continue
            case .copyConstant:
                let value = constants[wide(word)]
                value.retain()
                base[a(word)] = value
                continue
            case .loadInt:
                base[a(word)] = .int(signedWide(word))
                continue
            case .loadNil:
                base[a(word)] = .nil
                continue
            case .loadBool:
                base[a(word)] = .bool(b(word) != 0)
                continue
            case .loadInUse:
                base[a(word)] = .inUse
                continue
            case .loadMissing:
                base[a(word)] = .missing
                continue

            // MARK: Variables
            case .getGlobal:
                let value = globals[wide(word)]
                if value.isPresent {
                    base[a(word)] = value
                    continue
                }
                failUndefined(wide(word))
            case .copyGlobal:
                let value = globals[wide(word)]
                if value.isPresent {
                    value.retain()
                    base[a(word)] = value
                    continue
                }
                failUndefined(wide(word))
            case .setGlobal:
                let old = globals[wide(word)]
                globals[wide(word)] = base[a(word)]
                machine.release(old)
                continue
            case .getUpvalue:
                base[a(word)] = upvalues(frame)[b(word)]
                continue
            case .makeCell:
                base[a(word)] = machine.makeCell(base[a(word)])
                continue
            case .getCell:
                let value = base[b(word)].cell.pointee.value
                if isReadable(value) {
                    value.retain()
                    base[a(word)] = value
                    continue
                }
            case .setCell:
                let slot = cellSlot(base[a(word)])
                let old = slot.pointee
                slot.pointee = base[b(word)]
                machine.release(old)
                continue
            case .getUpvalueCell:
                let value = upvalues(frame)[b(word)].cell.pointee.value
                if isReadable(value) {
                    value.retain()
                    base[a(word)] = value
                    continue
                }
            case .setUpvalueCell:
                let slot = cellSlot(upvalues(frame)[a(word)])
                let old = slot.pointee
                slot.pointee = base[b(word)]
                machine.release(old)
                continue

            // MARK: Changing through a path
            case .uniqueGlobal:
                let slot = globals + wide(word)
                if slot.pointee.is(.missing) {
                    failUndefined(wide(word))
                } else if isReadable(slot.pointee) {
                    if !machine.makeUnique(slot) { break }
                    base[a(word)] = slot.pointee
                    continue
                }
            case .uniqueCell:
                let slot = cellSlot(base[b(word)])
                if isReadable(slot.pointee) {
                    if !machine.makeUnique(slot) { break }
                    base[a(word)] = slot.pointee
                    continue
                }
            case .uniqueUpvalueCell:
                let slot = cellSlot(upvalues(frame)[b(word)])
                if isReadable(slot.pointee) {
                    if !machine.makeUnique(slot) { break }
                    base[a(word)] = slot.pointee
                    continue
                }
            case .uniqueElement:
                if !machine.makeUnique(base + b(word)) { break }
                let container = base[b(word)]
                let key = base[c(word)]
                if container.is(.list), key.isInt,
                    UInt(bitPattern: key.asInt) < UInt(bitPattern: container.list.pointee.count)
                {
                    let slot = container.list.pointee.data + key.asInt
                    if slot.pointee.isPresent {
                        if !machine.makeUnique(slot) { break }
                        base[a(word)] = slot.pointee
                        continue
                    }
                }
                if let slot = elementSlot(base[b(word)], base[c(word)]), isReadable(slot.pointee) {
                    if !machine.makeUnique(slot) { break }
                    base[a(word)] = slot.pointee
                    continue
                }
            case .uniqueField:
                pc += 1
                if !machine.makeUnique(base + b(word)) { break }
                if let slot = fieldSlot(base[b(word)], symbols(frame)[Int(start[1])]),
                    isReadable(slot.pointee)
                {
                    if !machine.makeUnique(slot) { break }
                    base[a(word)] = slot.pointee
                    continue
                }
            case .setElement:
                if !machine.makeUnique(base + a(word)) { break }
                let container = base[a(word)]
                let key = base[b(word)]
                if container.is(.list), key.isInt {
                    let list = container.list
                    if UInt(bitPattern: key.asInt) < UInt(bitPattern: list.pointee.count) {
                        let slot = list.pointee.data + key.asInt
                        let old = slot.pointee
                        slot.pointee = base[c(word)]
                        machine.release(old)
                        continue
                    }
                }
                if setElement(container, key, base[c(word)]) { continue }
            case .setField:
                pc += 3
                if !machine.makeUnique(base + a(word)) { break }
                let object = base[a(word)]
                if object.is(.record), object.header.pointee.extra == start[2] {
                    let slot = object.fields + Int(start[3])
                    let old = slot.pointee
                    slot.pointee = base[b(word)]
                    machine.release(old)
                    continue
                }
                if let slot = fieldPlace(object, symbols(frame)[Int(start[1])], start) {
                    if !mayHold(slot, of: object, base[b(word)]) { break }
                    let old = slot.pointee
                    slot.pointee = base[b(word)]
                    machine.release(old)
                    continue
                }
            case .takeGlobal:
                let slot = globals + wide(word)
                if slot.pointee.is(.missing) {
                    failUndefined(wide(word))
                } else if isReadable(slot.pointee) {
                    base[a(word)] = slot.pointee
                    slot.pointee = .inUse
                    continue
                }
            case .takeCell:
                let slot = cellSlot(base[b(word)])
                if isReadable(slot.pointee) {
                    base[a(word)] = slot.pointee
                    slot.pointee = .inUse
                    continue
                }
            case .takeUpvalueCell:
                let slot = cellSlot(upvalues(frame)[b(word)])
                if isReadable(slot.pointee) {
                    base[a(word)] = slot.pointee
                    slot.pointee = .inUse
                    continue
                }
            case .takeElement:
                if !machine.makeUnique(base + b(word)) { break }
                if let slot = elementSlot(base[b(word)], base[c(word)]), isReadable(slot.pointee) {
                    base[a(word)] = slot.pointee
                    slot.pointee = .inUse
                    continue
                }
            case .takeField:
                pc += 1
                if !machine.makeUnique(base + b(word)) { break }
                if let slot = fieldSlot(base[b(word)], symbols(frame)[Int(start[1])]),
                    isReadable(slot.pointee)
                {
                    base[a(word)] = slot.pointee
                    slot.pointee = .inUse
                    continue
                }
            case .updateRegister:
                let slot = base + a(word)
                if updateQuickly(slot, c(word), base[b(word)]) { continue }
                if update(slot, c(word), base[b(word)]) { continue }
            case .updateGlobal:
                pc += 1
                let slot = globals + Int(start[1])
                if updateQuickly(slot, c(word), base[b(word)]) { continue }
                if !slot.pointee.isPresent {
                    failUndefined(Int(start[1]))
                } else if update(slot, c(word), base[b(word)]) {
                    continue
                }
            case .updateCell:
                let slot = cellSlot(base[a(word)])
                if updateQuickly(slot, c(word), base[b(word)]) { continue }
                if update(slot, c(word), base[b(word)]) { continue }
            case .updateUpvalueCell:
                let slot = cellSlot(upvalues(frame)[a(word)])
                if updateQuickly(slot, c(word), base[b(word)]) { continue }
                if update(slot, c(word), base[b(word)]) { continue }
            case .updateElement:
                pc += 1
                if !machine.makeUnique(base + a(word)) { break }
                let container = base[a(word)]
                let key = base[b(word)]
                let slot: Slot
                if container.is(.list), key.isInt,
                    UInt(bitPattern: key.asInt) < UInt(bitPattern: container.list.pointee.count)
                {
                    slot = container.list.pointee.data + key.asInt
                } else if let found = elementSlot(container, key) {
                    slot = found
                } else {
                    break
                }
                if updateQuickly(slot, Int(start[1]), base[c(word)]) { continue }
                if update(slot, Int(start[1]), base[c(word)]) { continue }
            case .updateField:
                pc += 3
                if !machine.makeUnique(base + a(word)) { break }
                let object = base[a(word)]
                let slot: Slot
                if object.is(.record), object.header.pointee.extra == start[2] {
                    slot = object.fields + Int(start[3])
                } else if let found = fieldPlace(object, symbols(frame)[Int(start[1])], start) {
                    slot = found
                } else {
                    break
                }
                if updateQuickly(slot, c(word), base[b(word)]) { continue }
                if updateField(slot, of: object, c(word), base[b(word)]) { continue }
            case .push:
                if !machine.makeUnique(base + a(word)) { break }
                let list = base[a(word)]
                if list.is(.list) {
                    machine.append(base[b(word)], to: list.list)
                    continue
                }
                frame.pointee.pc = pc
                if push(base + b(word), onto: base + a(word)) { continue }

            // MARK: Arithmetic
            case .add:
                let x = base[b(word)]
                let y = base[c(word)]
                if x.isInt, y.isInt {
                    let (sum, overflow) = x.asInt.addingReportingOverflow(y.asInt)
                    if !overflow {
                        base[a(word)] = .int(sum)
                        continue
                    }
                } else if x.isFloat, y.isFloat {
                    base[a(word)] = .float(x.asFloat + y.asFloat)
                    continue
                }
                if arithmetic(.add, x, y, base + a(word)) { continue }
            case .subtract:
                let x = base[b(word)]
                let y = base[c(word)]
                if x.isInt, y.isInt {
                    let (difference, overflow) = x.asInt.subtractingReportingOverflow(y.asInt)
                    if !overflow {
                        base[a(word)] = .int(difference)
                        continue
                    }
                } else if x.isFloat, y.isFloat {
                    base[a(word)] = .float(x.asFloat - y.asFloat)
                    continue
                }
                if arithmetic(.subtract, x, y, base + a(word)) { continue }
            case .multiply:
                let x = base[b(word)]
                let y = base[c(word)]
                if x.isInt, y.isInt {
                    let (product, overflow) = x.asInt.multipliedReportingOverflow(by: y.asInt)
                    if !overflow {
                        base[a(word)] = .int(product)
                        continue
                    }
                } else if x.isFloat, y.isFloat {
                    base[a(word)] = .float(x.asFloat * y.asFloat)
                    continue
                }
                if arithmetic(.multiply, x, y, base + a(word)) { continue }
            case .divide:
                let x = base[b(word)]
                let y = base[c(word)]
                if x.isFloat, y.isFloat {
                    base[a(word)] = .float(x.asFloat / y.asFloat)
                    continue
                }
                if x.isNumber, y.isNumber {
                    base[a(word)] = .float(x.number / y.number)
                    continue
                }
                if arithmetic(.divide, x, y, base + a(word)) { continue }
            case .addInt:
                let x = base[b(word)]
                if x.isInt {
                    let (sum, overflow) = x.asInt.addingReportingOverflow(signedC(word))
                    if !overflow {
                        base[a(word)] = .int(sum)
                        continue
                    }
                }
                let step = signedC(word)
                // A negative step was written as a subtraction.
                let size = step < 0 ? 0 &- step : step
                if arithmetic(step < 0 ? .subtract : .add, x, .int(size), base + a(word)) {
                    continue
                }
            case .addInts:
                let x = base[b(word)]
                let y = base[c(word)]
                let (result, overflow) = x.asInt.addingReportingOverflow(y.asInt)
                if !overflow {
                    base[a(word)] = .int(result)
                    continue
                }
                if arithmetic(.add, x, y, base + a(word)) { continue }
            case .subtractInts:
                let x = base[b(word)]
                let y = base[c(word)]
                let (result, overflow) = x.asInt.subtractingReportingOverflow(y.asInt)
                if !overflow {
                    base[a(word)] = .int(result)
                    continue
                }
                if arithmetic(.subtract, x, y, base + a(word)) { continue }
            case .multiplyInts:
                let x = base[b(word)]
                let y = base[c(word)]
                let (result, overflow) = x.asInt.multipliedReportingOverflow(by: y.asInt)
                if !overflow {
                    base[a(word)] = .int(result)
                    continue
                }
                if arithmetic(.multiply, x, y, base + a(word)) { continue }
            case .addFloats:
                base[a(word)] = .float(base[b(word)].asFloat + base[c(word)].asFloat)
                continue
            case .subtractFloats:
                base[a(word)] = .float(base[b(word)].asFloat - base[c(word)].asFloat)
                continue
            case .multiplyFloats:
                base[a(word)] = .float(base[b(word)].asFloat * base[c(word)].asFloat)
                continue
            case .divideFloats:
                base[a(word)] = .float(base[b(word)].asFloat / base[c(word)].asFloat)
                continue
            case .addOwned:
                pc += 1
                let x = base[b(word)]
                let y = base[c(word)]
                if x.isInt, y.isInt {
                    let (sum, overflow) = x.asInt.addingReportingOverflow(y.asInt)
                    if !overflow {
                        base[a(word)] = .int(sum)
                        continue
                    }
                } else if x.isFloat, y.isFloat {
                    base[a(word)] = .float(x.asFloat + y.asFloat)
                    continue
                }
                if consuming(.add, x, y, base + a(word), start[1]) { continue }
            case .subtractOwned:
                pc += 1
                let x = base[b(word)]
                let y = base[c(word)]
                if x.isInt, y.isInt {
                    let (difference, overflow) = x.asInt.subtractingReportingOverflow(y.asInt)
                    if !overflow {
                        base[a(word)] = .int(difference)
                        continue
                    }
                } else if x.isFloat, y.isFloat {
                    base[a(word)] = .float(x.asFloat - y.asFloat)
                    continue
                }
                if consuming(.subtract, x, y, base + a(word), start[1]) { continue }
            case .multiplyOwned:
                pc += 1
                let x = base[b(word)]
                let y = base[c(word)]
                if x.isInt, y.isInt {
                    let (product, overflow) = x.asInt.multipliedReportingOverflow(by: y.asInt)
                    if !overflow {
                        base[a(word)] = .int(product)
                        continue
                    }
                } else if x.isFloat, y.isFloat {
                    base[a(word)] = .float(x.asFloat * y.asFloat)
                    continue
                }
                if consuming(.multiply, x, y, base + a(word), start[1]) { continue }
            case .floorDivide:
                let x = base[b(word)]
                let y = base[c(word)]
                if x.isInt, y.isInt, y.asInt > 0 {
                    base[a(word)] = .int(Self.floorQuotient(x.asInt, y.asInt))
                    continue
                }
                if arithmetic(.floorDivide, base[b(word)], base[c(word)], base + a(word)) {
                    continue
                }
            case .remainder:
                let x = base[b(word)]
                let y = base[c(word)]
                if x.isInt, y.isInt, y.asInt > 0 {
                    base[a(word)] = .int(Self.floorRemainder(x.asInt, y.asInt))
                    continue
                }
                if arithmetic(.remainder, x, y, base + a(word)) { continue }
            case .bitAnd:
                if base[b(word)].isInt, base[c(word)].isInt {
                    base[a(word)] = .int(base[b(word)].asInt & base[c(word)].asInt)
                    continue
                }
                if arithmetic(.bitAnd, base[b(word)], base[c(word)], base + a(word)) { continue }
            case .bitOr:
                if base[b(word)].isInt, base[c(word)].isInt {
                    base[a(word)] = .int(base[b(word)].asInt | base[c(word)].asInt)
                    continue
                }
                if arithmetic(.bitOr, base[b(word)], base[c(word)], base + a(word)) { continue }
            case .bitXor:
                if base[b(word)].isInt, base[c(word)].isInt {
                    base[a(word)] = .int(base[b(word)].asInt ^ base[c(word)].asInt)
                    continue
                }
                if arithmetic(.bitXor, base[b(word)], base[c(word)], base + a(word)) { continue }
            case .power, .shiftLeft, .shiftRight:
                let operation = unsafeBitCast(UInt8(truncatingIfNeeded: word), to: Opcode.self)
                if arithmetic(operation, base[b(word)], base[c(word)], base + a(word)) { continue }
            case .negate:
                let x = base[b(word)]
                if x.isFloat {
                    base[a(word)] = .float(-x.asFloat)
                    continue
                }
                if negate(x, base + a(word)) { continue }
            case .complement:
                if base[b(word)].isInt {
                    base[a(word)] = .int(~base[b(word)].asInt)
                    continue
                }
                failUnary("~", base[b(word)])
            case .not:
                if base[b(word)].isBool {
                    base[a(word)] = .bool(!base[b(word)].isTrue)
                    continue
                }
                failBool(base[b(word)])
            case .equal:
                if let result = equality(base[b(word)], base[c(word)]) {
                    base[a(word)] = .bool(result)
                    continue
                }
            case .notEqual:
                if let result = equality(base[b(word)], base[c(word)]) {
                    base[a(word)] = .bool(!result)
                    continue
                }
            case .less:
                if let result = isLess(base[b(word)], base[c(word)], orEqual: false) {
                    base[a(word)] = .bool(result)
                    continue
                }
            case .lessEqual:
                if let result = isLess(base[b(word)], base[c(word)], orEqual: true) {
                    base[a(word)] = .bool(result)
                    continue
                }
            case .contains:
                if let result = contains(base[b(word)], base[c(word)]) {
                    base[a(word)] = .bool(result)
                    continue
                }

            // MARK: Jumps
            case .jump:
                let offset = distance(pc)
                if offset < 0 {
                    machine.pointee.fuel &-= 1
                    if machine.pointee.fuel < 0 {
                        frame.pointee.pc = pc
                        if !look() { break }
                    }
                }
                pc += offset
                continue
            case .jumpIfTrue:
                let x = base[a(word)]
                if x.isBool {
                    if !x.isTrue {
                        pc += 1
                        continue
                    }
                    if jump(&pc, frame) { continue }
                } else {
                    failBool(x)
                }
            case .jumpIfFalse:
                let x = base[a(word)]
                if x.isBool {
                    if branch(!x.isTrue, &pc, frame) { continue }
                } else {
                    failBool(x)
                }
            case .jumpIfNil:
                if !base[a(word)].isNil {
                    pc += 1
                    continue
                }
                if jump(&pc, frame) { continue }
            case .jumpIfNotNil:
                if branch(!(base[a(word)].isNil), &pc, frame) { continue }
            case .jumpIfGiven:
                pc += base[a(word)].isMissing ? 1 : distance(pc)
                continue
            case .jumpLess:
                if let holds = less(base[a(word)], base[b(word)], orEqual: false) {
                    if branch(holds, &pc, frame) { continue }
                }
            case .jumpNotLess:
                if let holds = less(base[a(word)], base[b(word)], orEqual: false) {
                    if branch(!holds, &pc, frame) { continue }
                }
            case .jumpLessEqual:
                if let holds = less(base[a(word)], base[b(word)], orEqual: true) {
                    if branch(holds, &pc, frame) { continue }
                }
            case .jumpNotLessEqual:
                if let holds = less(base[a(word)], base[b(word)], orEqual: true) {
                    if branch(!holds, &pc, frame) { continue }
                }
            case .jumpLessInts:
                if branch(base[a(word)].asInt < base[b(word)].asInt, &pc, frame) { continue }
            case .jumpNotLessInts:
                if branch(!(base[a(word)].asInt < base[b(word)].asInt), &pc, frame) { continue }
            case .jumpLessEqualInts:
                if branch(base[a(word)].asInt <= base[b(word)].asInt, &pc, frame) { continue }
            case .jumpNotLessEqualInts:
                if branch(!(base[a(word)].asInt <= base[b(word)].asInt), &pc, frame) { continue }
            case .jumpLessFloats:
                if branch(base[a(word)].asFloat < base[b(word)].asFloat, &pc, frame) { continue }
            case .jumpNotLessFloats:
                if branch(!(base[a(word)].asFloat < base[b(word)].asFloat), &pc, frame) { continue }
            case .jumpLessEqualFloats:
                if branch(base[a(word)].asFloat <= base[b(word)].asFloat, &pc, frame) { continue }
            case .jumpNotLessEqualFloats:
                if branch(!(base[a(word)].asFloat <= base[b(word)].asFloat), &pc, frame) {
                    continue
                }
            case .jumpEqual:
                if let holds = equality(base[a(word)], base[b(word)]) {
                    if branch(holds, &pc, frame) { continue }
                }
            case .jumpNotEqual:
                if let holds = equality(base[a(word)], base[b(word)]) {
                    if branch(!holds, &pc, frame) { continue }
                }
            case .jumpLessInt:
                if let holds = less(base[a(word)], signedB(word), orEqual: false) {
                    if branch(holds, &pc, frame) { continue }
                }
            case .jumpNotLessInt:
                if let holds = less(base[a(word)], signedB(word), orEqual: false) {
                    if branch(!holds, &pc, frame) { continue }
                }
            case .jumpLessEqualInt:
                if let holds = less(base[a(word)], signedB(word), orEqual: true) {
                    if branch(holds, &pc, frame) { continue }
                }
            case .jumpNotLessEqualInt:
                if let holds = less(base[a(word)], signedB(word), orEqual: true) {
                    if branch(!holds, &pc, frame) { continue }
                }
            case .jumpGreaterInt:
                if let holds = less(signedB(word), base[a(word)], orEqual: false) {
                    if branch(holds, &pc, frame) { continue }
                }
            case .jumpNotGreaterInt:
                if let holds = less(signedB(word), base[a(word)], orEqual: false) {
                    if branch(!holds, &pc, frame) { continue }
                }
            case .jumpGreaterEqualInt:
                if let holds = less(signedB(word), base[a(word)], orEqual: true) {
                    if branch(holds, &pc, frame) { continue }
                }
            case .jumpNotGreaterEqualInt:
                if let holds = less(signedB(word), base[a(word)], orEqual: true) {
                    if branch(!holds, &pc, frame) { continue }
                }
            case .jumpEqualInt:
                let x = base[a(word)]
                let holds =
                    x.isInt
                    ? x.asInt == signedB(word) : x.isFloat && x.asFloat == Double(signedB(word))
                if branch(holds, &pc, frame) { continue }
            case .jumpNotEqualInt:
                let x = base[a(word)]
                let holds =
                    x.isInt
                    ? x.asInt == signedB(word) : x.isFloat && x.asFloat == Double(signedB(word))
                if branch(!holds, &pc, frame) { continue }
            case .checkBool:
                if base[a(word)].isBool { continue }
                failBool(base[a(word)])

            // MARK: Loops
            case .prepareRange:
                let registers = base + a(word)
                if registers[0].isInt, registers[1].isInt {
                    let isClosed = b(word) != 0
                    let lower = registers[0].asInt
                    let upper = registers[1].asInt
                    if isClosed ? lower > upper : lower >= upper {
                        pc += distance(pc)
                    } else {
                        // The last one, so that a range up to the greatest int does not overflow.
                        registers[1] = .int(isClosed ? upper : upper &- 1)
                        pc += 1
                    }
                    continue
                }
                failRange(registers[0], registers[1])
            case .nextInRange:
                let registers = base + a(word)
                let current = registers[0].asInt
                if current < registers[1].asInt {
                    registers[0] = .int(current &+ 1)
                    if !jump(&pc, frame) { break }
                } else {
                    pc += 1
                }
                continue
            case .iterate:
                if iterate(base[b(word)], base + a(word)) { continue }
            case .next:
                let registers = base + a(word)
                let source = registers[0]
                if source.is(.list), b(word) == 1 {
                    let position = registers[1].asInt
                    if position < source.list.pointee.count {
                        let element = source.list.pointee.data[position]
                        element.retain()
                        registers[2] = element
                        registers[1] = .int(position &+ 1)
                        pc += 1
                    } else {
                        pc += distance(pc)
                    }
                    continue
                }
                frame.pointee.pc = pc
                switch next(registers, pairs: b(word) == 2) {
                case .element:
                    pc += 1
                    continue
                case .end:
                    pc += distance(pc)
                    continue
                case .failed: break
                }

            // MARK: Calls
            case .call:
                let window = base + a(word)
                let callee = window.pointee
                if callee.is(.function) {
                    let function = callee.function
                    let code = function.pointee.code
                    if code.pointee.isPlain, Int(code.pointee.parameterCount) == b(word) {
                        frame.pointee.pc = pc
                        let next = frame + 1
                        let newBase = window + 1
                        machine.pointee.fuel &-= 1
                        if newBase + Int(code.pointee.registerCount) < machine.pointee.stackEnd,
                            next < machine.pointee.framesEnd, machine.pointee.fuel >= 0 || look()
                        {
                            base = newBase
                            constants = code.pointee.constants
                            next.pointee = Frame(
                                pc: code.pointee.code, base: base, constants: constants,
                                function: function,
                                kind: .plain)
                            frame = next
                            machine.pointee.frame = next
                            pc = code.pointee.code
                            continue
                        }
                        if pending == nil { failDepth() }
                        break
                    }
                }
                frame.pointee.pc = pc
                if call(window, count: b(word), isMethod: false) {
                    if machine.pointee.frame != frame {
                        frame = machine.pointee.frame
                        base = frame.pointee.base
                        constants = frame.pointee.constants
                        pc = frame.pointee.pc
                    }
                    continue
                }
            case .callGlobal:
                pc += 3
                frame.pointee.pc = pc
                let window = base + a(word)
                let callee = globals[Int(start[1])]
                // The global never changes, so its code was checked the first time.
                if let code = knownCode(start) {
                    let next = frame + 1
                    let newBase = window + 1
                    machine.pointee.fuel &-= 1
                    if newBase + Int(code.pointee.registerCount) < machine.pointee.stackEnd,
                        next < machine.pointee.framesEnd, machine.pointee.fuel >= 0 || look()
                    {
                        base = newBase
                        constants = code.pointee.constants
                        next.pointee = Frame(
                            pc: code.pointee.code, base: base, constants: constants,
                            function: callee.function, kind: .plain)
                        frame = next
                        machine.pointee.frame = next
                        pc = code.pointee.code
                        continue
                    }
                    if pending == nil { failDepth() }
                    break
                }
                window.pointee = callee
                noteCode(of: callee, b(word), in: start)
                if !callee.isPresent {
                    failUndefined(Int(start[1]))
                } else if call(window, count: b(word), isMethod: false) {
                    if machine.pointee.frame != frame {
                        frame = machine.pointee.frame
                        base = frame.pointee.base
                        constants = frame.pointee.constants
                        pc = frame.pointee.pc
                    }
                    continue
                }
            case .callNamed:
                pc += 1
                frame.pointee.pc = pc
                if callNamed(
                    base[a(word)], base + a(word), receiver: nil, base + b(word), c(word), start[1],
                    frame)
                {
                    if machine.pointee.frame != frame {
                        frame = machine.pointee.frame
                        base = frame.pointee.base
                        constants = frame.pointee.constants
                        pc = frame.pointee.pc
                    }
                    continue
                }
            case .invoke, .invokeMutating:
                pc += 3
                frame.pointee.pc = pc
                let mutates = UInt8(truncatingIfNeeded: word) == Opcode.invokeMutating.rawValue
                var window = base + a(word)
                var count = b(word)
                let key = methodKey(window[1])
                if start[2] == key {
                    window.pointee = machine.pointee.methods[Int(start[3])]
                } else {
                    guard let method = method(window[1], symbols(frame)[Int(start[1])], b(word) - 1)
                    else { break }
                    start[2] = isChanging(window[1], symbols(frame)[Int(start[1])]) ? .max : key
                    start[3] = UInt32(truncatingIfNeeded: cached(method))
                    window.pointee = method
                }
                let isMember = key & VM.memberKey != 0
                if isMember {
                    // The member of a module or type is a plain function: the receiver is none of
                    // its arguments, and the value goes one slot further down.
                    window[1] = window[0]
                    window[0] = Value(.int, bits: UInt64(UInt(bitPattern: window)))
                    window += 1
                    count -= 1
                }
                let callee = window.pointee
                if callee.is(.function) {
                    let function = callee.function
                    let code = function.pointee.code
                    if code.pointee.isPlain, Int(code.pointee.parameterCount) == count,
                        !code.pointee.isMutating || mutates
                    {
                        if code.pointee.isMutating, !machine.makeUnique(window + 1) { break }
                        let next = frame + 1
                        let newBase = window + 1
                        machine.pointee.fuel &-= 1
                        if newBase + Int(code.pointee.registerCount) < machine.pointee.stackEnd,
                            next < machine.pointee.framesEnd, machine.pointee.fuel >= 0 || look()
                        {
                            base = newBase
                            constants = code.pointee.constants
                            next.pointee = Frame(
                                pc: code.pointee.code, base: base, constants: constants,
                                function: function,
                                kind: isMember ? .relocated : .plain)
                            frame = next
                            machine.pointee.frame = next
                            pc = code.pointee.code
                            continue
                        }
                        if pending == nil { failDepth() }
                        break
                    }
                }
                if call(
                    window, count: count, isMethod: !isMember, mutates: mutates,
                    isMember: isMember)
                {
                    if machine.pointee.frame != frame {
                        frame = machine.pointee.frame
                        base = frame.pointee.base
                        constants = frame.pointee.constants
                        pc = frame.pointee.pc
                    }
                    continue
                }
            case .invokeNamed, .invokeNamedMutating:
                pc += 2
                frame.pointee.pc = pc
                let mutates = UInt8(truncatingIfNeeded: word) == Opcode.invokeNamedMutating.rawValue
                let first = base + b(word)
                guard let method = method(first.pointee, symbols(frame)[Int(start[1])], c(word) - 1)
                else { break }
                let isMember = first.pointee.is(.module) || first.pointee.is(.type)
                if callNamed(
                    method, base + a(word), receiver: isMember ? nil : first, first + 1,
                    c(word) - 1, start[2], frame, mutates: mutates)
                {
                    if machine.pointee.frame != frame {
                        frame = machine.pointee.frame
                        base = frame.pointee.base
                        constants = frame.pointee.constants
                        pc = frame.pointee.pc
                    }
                    continue
                }
            case .return:
                base[-1] = base[a(word)]
                let kind = frame.pointee.kind
                frame -= 1
                machine.pointee.frame = frame
                if kind != .plain {
                    if kind == .entry { return true }
                    relocate(base)
                }
                base = frame.pointee.base
                pc = frame.pointee.pc
                constants = frame.pointee.constants
                continue
            case .returnNil:
                base[-1] = .nil
                let kind = frame.pointee.kind
                frame -= 1
                machine.pointee.frame = frame
                if kind != .plain {
                    if kind == .entry { return true }
                    relocate(base)
                }
                base = frame.pointee.base
                pc = frame.pointee.pc
                constants = frame.pointee.constants
                continue
            case .returnCopy:
                let value = base[a(word)]
                value.retain()
                base[-1] = value
                let kind = frame.pointee.kind
                frame -= 1
                machine.pointee.frame = frame
                if kind != .plain {
                    if kind == .entry { return true }
                    relocate(base)
                }
                base = frame.pointee.base
                pc = frame.pointee.pc
                constants = frame.pointee.constants
                continue
            case .makeFunction:
                let code = frame.pointee.function.pointee.code.pointee.functions[wide(word)]
                base[a(word)] = makeFunction(code, base, frame.pointee.function)
                continue

            // MARK: Values
            case .makeList:
                let count = c(word)
                let list = machine.makeList(capacity: count)
                (list.list.pointee.data).update(from: base + b(word), count: count)
                list.list.pointee.count = count
                base[a(word)] = list
                continue
            case .append:
                machine.append(base[b(word)], to: base[a(word)].list)
                continue
            case .appendAll:
                if appendAll(base[b(word)], to: base[a(word)]) { continue }
            case .makeMap:
                base[a(word)] = machine.makeMap()
                continue
            case .setEntry:
                if setElement(base[a(word)], base[b(word)], base[c(word)]) { continue }
            case .setAll:
                if setAll(base[b(word)], in: base[a(word)]) { continue }
            case .makeRange:
                pc += 1
                if makeRange(base[b(word)], base[c(word)], start[1], base + a(word)) { continue }
            case .concatenate:
                frame.pointee.pc = pc
                if concatenate(base + b(word), c(word), base + a(word)) { continue }
            case .makeRecord:
                let type = base[b(word)].indexed.pointee.index
                let record = machine.makeRecord(class: type, fields: c(word))
                record.fields.update(from: base + a(word) + 1, count: c(word))
                base[a(word)] = record
                continue
            case .construct:
                frame.pointee.pc = pc
                let type = base[a(word)]
                let count = b(word)
                if type.is(.type),
                    machine.pointee.constructors[type.indexed.pointee.index] == Int32(count)
                {
                    let record = machine.makeRecord(
                        class: type.indexed.pointee.index, fields: count)
                    let fields = record.fields
                    let values = base + a(word) + 1
                    var index = 0
                    while index < count {
                        fields[index] = values[index]
                        index &+= 1
                    }
                    base[a(word)] = record
                    continue
                }
                if construct(base + a(word), count) { continue }
            case .getElement:
                let container = base[b(word)]
                let key = base[c(word)]
                if container.is(.list), key.isInt {
                    let list = container.list
                    if UInt(bitPattern: key.asInt) < UInt(bitPattern: list.pointee.count) {
                        let value = list.pointee.data[key.asInt]
                        if value.isPresent {
                            value.retain()
                            base[a(word)] = value
                            continue
                        }
                    }
                }
                frame.pointee.pc = pc
                if getElement(container, key, base + a(word)) { continue }
            case .peekElement:
                let container = base[b(word)]
                let key = base[c(word)]
                if container.is(.list), key.isInt {
                    let list = container.list
                    if UInt(bitPattern: key.asInt) < UInt(bitPattern: list.pointee.count) {
                        let value = list.pointee.data[key.asInt]
                        if value.isPresent {
                            base[a(word)] = value
                            continue
                        }
                    }
                }
                frame.pointee.pc = pc
                if peekElement(container, key, base + a(word)) { continue }
            case .getField:
                pc += 3
                let object = base[b(word)]
                if object.is(.record), object.header.pointee.extra == start[2] {
                    let value = object.fields[Int(start[3])]
                    if value.isPresent {
                        value.retain()
                        base[a(word)] = value
                        continue
                    }
                }
                frame.pointee.pc = pc
                if getField(object, symbols(frame)[Int(start[1])], base + a(word), start) {
                    continue
                }
            case .peekField:
                pc += 3
                let object = base[b(word)]
                if object.is(.record), object.header.pointee.extra == start[2] {
                    let value = object.fields[Int(start[3])]
                    if value.isPresent {
                        base[a(word)] = value
                        continue
                    }
                }
                frame.pointee.pc = pc
                if getField(object, symbols(frame)[Int(start[1])], base + a(word), start) {
                    // A record still holds its field.
                    if object.is(.record) {
                        machine.release(base[a(word)])
                    } else {
                        holdFresh(base[a(word)])
                    }
                    continue
                }

            // MARK: Types and patterns
            case .isType:
                pc += 1
                if let result = isType(base[b(word)], frame, start[1]) {
                    base[a(word)] = .bool(result)
                    continue
                }
            case .checkType:
                pc += 1
                if checkType(
                    base[a(word)], frame, start[1], place: b(word), register: a(word))
                {
                    continue
                }
            case .matchList:
                pc += 1
                let value = base[b(word)]
                let count = value.is(.list) ? value.list.pointee.count : -1
                base[a(word)] = .bool(start[1] == 0 ? count == c(word) : count >= c(word))
                continue
            case .matchKey:
                pc += 1
                frame.pointee.pc = pc
                if matchKey(base[b(word)], frame, start[1], base + a(word)) { continue }
            case .matchRange:
                base[a(word)] = .bool(matchRange(base[b(word)], base[c(word)]))
                continue
            case .listRest:
                pc += 1
                base[a(word)] = slice(
                    base[b(word)], from: c(word),
                    to: base[b(word)].list.pointee.count &- Int(start[1]))
                continue
            case .listFromEnd:
                let list = base[b(word)].list
                let value = list.pointee.data[list.pointee.count &- c(word)]
                value.retain()
                base[a(word)] = value
                continue
            case .failMatch:
                pc += 1
                failMatch(base[a(word)], frame, start[1], isDestructuring: b(word) != 0)

            // MARK: Errors
            case .throw: throwValue(base[a(word)])
            case .rethrow: rethrow(base[a(word)])
            case .rethrowCaused: rethrow(base[a(word)], cause: base[b(word)])
            case .errorIsKind:
                pc += 1
                base[a(word)] = .bool(errorIsKind(base[b(word)], frame, start[1]))
                continue
            case .failAssert:
                pc += 1
                frame.pointee.pc = pc
                failAssert(base[a(word)], base + c(word), b(word), frame, start[1])

            // MARK: Declarations
            case .runModule:
                frame.pointee.pc = pc
                if runModule(wide(word), base + a(word)) { continue }
            case .getExport:
                pc += 1
                if getExport(base[b(word)], symbols(frame)[Int(start[1])], base + a(word)) {
                    continue
                }
            case .addMethods:
                pc += 1
                if addMethods(base + a(word), frame, start[1]) { continue }
            case .defineRecord:
                pc += 1
                base[a(word)] = defineRecord(base[a(word) + 1], frame, start[1])
                continue
            case .far:
                pc += 2
                frame.pointee.pc = pc
                if runFar(start, frame) {
                    if machine.pointee.frame != frame {
                        frame = machine.pointee.frame
                        base = frame.pointee.base
                        constants = frame.pointee.constants
                        pc = frame.pointee.pc
                    }
                    continue
                }
            }

            // Only a failed instruction comes here.
            guard let handler = unwind(from: start) else { return false }
            frame = machine.pointee.frame
            base = frame.pointee.base
            constants = frame.pointee.constants
            pc = handler
        }
    }

    /// Brings a returned value from a window that was moved to the one it was moved from.
    @inline(never) private func relocate(_ base: Slot) {
        UnsafeMutablePointer<Value>(bitPattern: UInt(base[-2].bits))?.pointee = base[-1]
    }

    @inline(__always) private func upvalues(_ frame: UnsafeMutablePointer<Frame>) -> Slot {
        (UnsafeMutableRawPointer(frame.pointee.function) + 24).assumingMemoryBound(to: Value.self)
    }

    @inline(__always) private func symbols(_ frame: UnsafeMutablePointer<Frame>)
        -> UnsafeMutablePointer<Int32>
    {
        frame.pointee.function.pointee.code.pointee.symbols
    }

    /// What every compare-and-jump ends with: takes the jump when the comparison says so, otherwise
    /// steps over its distance. False when the run ends here.
    @inline(__always) private func branch(
        _ isTaken: Bool, _ pc: inout UnsafeMutablePointer<UInt32>,
        _ frame: UnsafeMutablePointer<Frame>
    ) -> Bool {
        if isTaken { return jump(&pc, frame) }
        pc += 1
        return true
    }

    /// `x < y` or `x <= y`, numbers of one kind at once; `nil` after an error.
    @inline(__always) private func less(_ x: Value, _ y: Value, orEqual: Bool) -> Bool? {
        if x.isInt, y.isInt { return orEqual ? x.asInt <= y.asInt : x.asInt < y.asInt }
        if x.isFloat, y.isFloat {
            return orEqual ? x.asFloat <= y.asFloat : x.asFloat < y.asFloat
        }
        return isLess(x, y, orEqual: orEqual)
    }

    /// As `less`, beside an int of the instruction.
    @inline(__always) private func less(_ x: Value, _ y: Int, orEqual: Bool) -> Bool? {
        if x.isInt { return orEqual ? x.asInt <= y : x.asInt < y }
        return isLess(x, .int(y), orEqual: orEqual)
    }

    /// As `less`, beside an int of the instruction.
    @inline(__always) private func less(_ x: Int, _ y: Value, orEqual: Bool) -> Bool? {
        if y.isInt { return orEqual ? x <= y.asInt : x < y.asInt }
        return isLess(.int(x), y, orEqual: orEqual)
    }

    /// Takes the jump whose distance stands at `pc`; a way back looks at the fuel.
    @inline(__always) private func jump(
        _ pc: inout UnsafeMutablePointer<UInt32>, _ frame: UnsafeMutablePointer<Frame>
    ) -> Bool {
        let offset = distance(pc)
        if offset < 0 {
            machine.pointee.fuel &-= 1
            if machine.pointee.fuel < 0 {
                frame.pointee.pc = pc
                if !look() { return false }
            }
        }
        pc += offset
        return true
    }

    /// The code that a call of a global has found to fit.
    @inline(__always) private func knownCode(_ instruction: UnsafeMutablePointer<UInt32>)
        -> UnsafeMutablePointer<LoadedFunction>?
    {
        UnsafeMutablePointer(
            bitPattern: UInt(UnsafeRawPointer(instruction + 2).loadUnaligned(as: UInt64.self)))
    }

    /// Remembers the code of a function that takes exactly these arguments.
    @inline(never) private func noteCode(
        of callee: Value, _ count: Int, in instruction: UnsafeMutablePointer<UInt32>
    ) {
        guard callee.is(.function) else { return }
        let code = callee.function.pointee.code
        guard code.pointee.isPlain, Int(code.pointee.parameterCount) == count else { return }
        UnsafeMutableRawPointer(instruction + 2).storeBytes(
            of: UInt64(UInt(bitPattern: code)), as: UInt64.self)
    }

    @inline(__always) private func cellSlot(_ cell: Value) -> Slot {
        (cell.pointer + 16).assumingMemoryBound(to: Value.self)
    }

    /// True unless a mutating method has the value at this moment.
    @inline(__always) private func isReadable(_ value: Value) -> Bool {
        if value.isPresent { return true }
        failInUse(value)
        return false
    }
}
