//! Files are read in pieces, and long work leaves the browser its turn.

use std::cell::Cell;
use std::rc::Rc;

use linli::platform::{file, slices::Slices, task, timer};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

use crate::page::run;

/// A file field in which a file of ten bytes was chosen.
async fn field() -> HtmlInputElement {
    run("(() => {
          const chosen = new DataTransfer();
          chosen.items.add(new File(['0123456789'], '选票.pb'));
          const field = document.createElement('input');
          field.type = 'file';
          field.files = chosen.files;
          return field;
        })()")
    .await
    .unchecked_into()
}

#[wasm_bindgen_test]
async fn a_file_is_read_in_pieces_and_may_be_chosen_again() {
    let field = field().await;
    let picked = file::chosen(&field).unwrap();
    assert_eq!((picked.name().as_str(), picked.size()), ("选票.pb", 10));
    assert_eq!(picked.piece(0, 4).await.unwrap(), b"0123");
    assert_eq!(picked.piece(8, 4).await.unwrap(), b"89");
    assert_eq!(picked.piece(10, 4).await.unwrap(), b"");
    // The field is empty again, so that the same file can be chosen once more.
    assert!(file::chosen(&field).is_none());
}

#[wasm_bindgen_test]
async fn other_work_has_its_turn_between_two_slices() {
    let others = Rc::new(Cell::new(0));
    let counting = others.clone();
    task::spawn(async move {
        for _ in 0..50 {
            timer::sleep(0).await;
            counting.set(counting.get() + 1);
        }
    });
    let mut slices = Slices::begin();
    let mut pauses = 0;
    while pauses < 5 {
        if slices.is_over() {
            pauses += 1;
            slices.pause().await;
        }
    }
    assert!(others.get() > 0, "timers ran meanwhile");
    // Five slices of 12 ms were worked; waiting is not work.
    let before = slices.worked();
    assert!(before >= 60, "{before}");
    slices.rest(timer::sleep(200)).await;
    assert!(slices.worked() < before + 100, "{}", slices.worked());
}
